import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { citedIn, testedIn } from './cited-numbers.js';

const CITING_FILES = /\.(ts|mjs|sql|prisma|graphql|md)$/;
/** Folders that are not part of the sources, and the file whose sample citations do not count. */
const LEFT_OUT = /^(\.git|node_modules|dist|coverage|data|generated|results|cited-numbers\.test\.ts)$/;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const found = path.join(folder, entry.name);
    if (LEFT_OUT.test(entry.name)) return [];
    return entry.isDirectory() ? filesIn(found) : CITING_FILES.test(entry.name) ? [found] : [];
  });
const files = filesIn(packageRoot).map((file) => ({
  file: path.relative(packageRoot, file),
  text: readFileSync(file, 'utf8'),
}));

/** The numbers in the headings of RULES.md. */
const headings = new Set(
  [
    ...readFileSync(path.join(packageRoot, 'src/rules/RULES.md'), 'utf8').matchAll(
      /^#+ (\d+\.\d+|\d+|I\d+)\b/gm,
    ),
  ].map(([, number = '']) => number),
);

test('every rule, section and promise that is cited has a heading in RULES.md', () => {
  const unknown = files.flatMap(({ file, text }) => {
    const { numbers, unreadable } = citedIn(text);
    return [...numbers.filter((number) => !headings.has(number)), ...unreadable].map(
      (citation) => `${file} cites ${citation}`,
    );
  });
  expect(unknown).toEqual([]);
});

test('no test is skipped, because its title would prove nothing', () => {
  const skipped = files.flatMap(({ file, text }) =>
    /\b(test|it|describe)[.\w]*\.(skip|todo|fails)\b/.test(text) ? [file] : [],
  );
  expect(skipped).toEqual([]);
});

describe('every heading of RULES.md is cited by the title of a test', () => {
  const tested = new Set(
    files.flatMap(({ file, text }) => (file.endsWith('.test.ts') ? testedIn(text) : [])),
  );
  test.each([...headings])('%s', (number) => {
    expect(tested).toContain(number);
  });
});
