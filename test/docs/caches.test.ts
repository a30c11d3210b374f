import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import '../../src/callers/tokens.js';
import '../../src/http/server.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { packageRoot } from '../../src/process/package-root.js';

const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const page = read('docs/caches.md');

test('the page has every cache with its limits', () => {
  const rows = [...page.matchAll(/^\| ([\w ]+) \| ([\d,]+) \| ([\d,]+) \|/gm)].map(
    ([, name, entries, characters]) => [name, entries, characters],
  );
  const caches = Object.entries(cacheCounts())
    // Those of other tests in the same process.
    .filter(([name]) => !name.startsWith('test '))
    .map(([name, { maxEntries, maxCharacters }]) => [
      name,
      maxEntries.toLocaleString('en-US'),
      maxCharacters.toLocaleString('en-US'),
    ]);
  expect(caches.length).toBeGreaterThan(5);
  expect(rows.toSorted()).toEqual(caches.toSorted());
});

/** A collection that lives as long as the process and is filled later. */
const COLLECTION = /^(export )?const \w+.* = new (Weak)?(Map|Set)\b(<.*>)?\(\);/m;

test('the page names every file with a collection that grows while the process runs', () => {
  const files = readdirSync(path.join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', file));
  const growing = files.filter((file) => COLLECTION.test(read(file)));
  expect(growing.length).toBeGreaterThan(4);
  expect(growing.filter((file) => !page.includes(`\`${file}\``))).toEqual([]);
});
