import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const page = read('docs/recipes.md');
const scripts = Object.keys(JSON.parse(read('package.json')).scripts);

test('the files that docs/recipes.md names exist', () => {
  const named = [...page.matchAll(/`((?:src|test|prisma|assurance)\/[^`<…]+|docs\/[^`<…]+|CHANGELOG\.md)`/g)];
  const files = named.map(([, file]) => file ?? '');
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => !existsSync(path.join(packageRoot, file)))).toEqual([]);
});

test('the test titles that docs/recipes.md names exist', () => {
  const named = [...page.matchAll(/`(test\/[^`]+\.ts)`: (“[^”]+”(?:, “[^”]+”)*)/g)];
  expect(named.length).toBeGreaterThan(8);
  for (const [, file = '', titles = ''] of named)
    for (const [, title] of titles.matchAll(/“([^”]+)”/g)) expect(read(file), file).toContain(title);
});

test('the commands that docs/recipes.md names exist', () => {
  const named = [...page.matchAll(/`npm run ([\w:]+)/g)].map(([, script]) => script ?? '');
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
});
