import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const page = read('docs/internals.md');
const manifest: Record<string, Record<string, string>> = JSON.parse(read('package.json'));
const versions = { ...manifest['dependencies'], ...manifest['devDependencies'] };

/** The part of the page that has a table of internals for each package. */
const tables = page.slice(page.indexOf('## node-postgres'), page.indexOf('## Overrides'));
const rows = tables.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what |'));

/** Code that bypasses the types of a library. */
const PAST_TYPES = /\bas unknown as\b|\bas never\b|^declare /m;
const files = ['src', 'prisma']
  .flatMap((folder) =>
    readdirSync(path.join(packageRoot, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.startsWith(path.join('prisma', 'generated')));

test('every file that bypasses the types of a library is in docs/internals.md', () => {
  const past = files.filter((file) => PAST_TYPES.test(read(file)));
  expect(past.length).toBeGreaterThan(5);
  expect(past.filter((file) => !tables.includes(`\`${file}\``))).toEqual([]);
});

test('the page names the exact versions of package.json', () => {
  const named = [...tables.matchAll(/^## .*?(@?[\w-]+(?:\/[\w-]+)?) (\d+\.\d+\.\d+)$/gm)];
  expect(named.length).toBeGreaterThan(5);
  for (const [heading, name = '', version] of named) expect(versions[name], heading).toBe(version);
  expect(Object.values(versions).filter((version) => !/^\d/.test(version))).toEqual([]);
});

test('the files that the page names exist', () => {
  const named = [...page.matchAll(/`((?:src|test|prisma|docs)\/[^` ]+|[\w.]+\.config\.ts)`/g)].map(
    ([, file]) => file,
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((file) => !existsSync(path.join(packageRoot, file ?? '')))).toEqual([]);
});

test('package.json decides about every install script of a dependency', () => {
  const lock: { packages: Record<string, { hasInstallScript?: boolean }> } = JSON.parse(
    read('package-lock.json'),
  );
  const scripted = Object.entries(lock.packages).filter(
    ([folder, entry]) => folder && entry.hasInstallScript,
  );
  const names = scripted.map(([folder]) =>
    folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
  );
  expect(Object.keys(manifest['allowScripts'] ?? {}).toSorted()).toEqual(names.toSorted());
});

test.each(rows)('%s', (row) => {
  const tests = [...row.matchAll(/`(test\/[^`]+)`: (“[^”]+”(?:, “[^”]+”)*)/g)];
  expect(tests, 'Each internal has a test that notices a change').not.toEqual([]);
  for (const [, file = '', titles = ''] of tests)
    for (const [, title] of titles.matchAll(/“([^”]+)”/g)) expect(read(file)).toContain(title);
});
