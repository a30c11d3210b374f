import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

/** The folders whose files cite rules and promises. */
const CITING_FOLDERS = ['src', 'test', 'assurance', 'prisma'];
const CITING_FILES = /\.(ts|sql|prisma)$/;
const GENERATED = path.join('prisma', 'generated');
/** The sample citations in this file do not count. */
const THIS_FILE = path.relative(packageRoot, import.meta.filename);

/** The numbers in the headings of RULES.md: sections as `2`, rules as `1.7`, promises as `I3`. */
const headings = new Set(
  [
    ...readFileSync(path.join(packageRoot, 'src/rules/RULES.md'), 'utf8').matchAll(
      /^#+ (\d+\.\d+|\d+|I\d+)\b/gm,
    ),
  ].map(([, number]) => number as string),
);

/**
 * The numbers that a text cites: "rule 1.7", "rules 6.1 to 6.5", "section 2", "sections 1 to 3", "I3". A range cites
 * each number in it.
 */
function citedIn(text: string): string[] {
  const lists = [
    ...text.matchAll(
      /\b(?:rules?|sections?)[ ,]+(?:sections? )?(\d+(?:\.\d+)?(?:(?:,| and| to| or) \d+(?:\.\d+)?)*)/gi,
    ),
  ];
  const promises = [...text.matchAll(/\bI\d+(?: to I\d+)?\b/g)];
  return [
    ...lists.flatMap(([, list]) => numbersOf(list as string)),
    ...promises.flatMap(([list]) => numbersOf(list.replaceAll('I', '')).map((number) => `I${number}`)),
  ];
}

/** The numbers of "6.1 to 6.5" or "1.5, 1.7 and 6.1". */
function numbersOf(list: string): string[] {
  const parts = list.split(/(?:,| and| or) /);
  return parts.flatMap((part) => {
    const [from = '', to] = part.split(' to ');
    if (to === undefined) return [from];
    const [prefix, last] = [
      from.includes('.') ? `${from.split('.')[0]}.` : '',
      (text: string) => Number(text.split('.').at(-1)),
    ];
    return Array.from({ length: last(to) - last(from) + 1 }, (_, index) => `${prefix}${last(from) + index}`);
  });
}

const files = CITING_FOLDERS.flatMap((folder) =>
  readdirSync(path.join(packageRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter((file) => CITING_FILES.test(file) && !file.startsWith(GENERATED)),
).map((file) => ({ file, cited: citedIn(readFileSync(path.join(packageRoot, file), 'utf8')) }));

test('a citation is recognised in each of its forms', () => {
  expect(citedIn('rules 6.1 to 6.3, and section 2')).toEqual(['6.1', '6.2', '6.3', '2']);
  expect(citedIn('Rules 1.5, 1.7 and 6.1')).toEqual(['1.5', '1.7', '6.1']);
  expect(citedIn('(rules, section 9) keeps I12 and I1 to I3')).toEqual(['9', 'I12', 'I1', 'I2', 'I3']);
});

test('every rule, section and promise that is cited has a heading in RULES.md', () => {
  const unknown = files.flatMap(({ file, cited }) =>
    cited.filter((number) => !headings.has(number)).map((number) => `${file} cites ${number}`),
  );
  expect(unknown).toEqual([]);
});

describe('every heading of RULES.md is cited by a test', () => {
  const citedByTests = new Set(
    files.flatMap(({ file, cited }) => (/\.test\.ts$/.test(file) && file !== THIS_FILE ? cited : [])),
  );
  test.each([...headings])('%s', (number) => {
    expect(citedByTests).toContain(number);
  });
});
