import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

const namesIn = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(path.join(packageRoot, file), 'utf8').matchAll(pattern)].map(([, name]) => name ?? '');

test('docs/settings.md, docs/limits.md and docs/access.md have every setting that src/config.ts reads, and no other', () => {
  const read = namesIn('src/config.ts', /^ {2}([A-Z][A-Z_]+):/gm);
  expect(read.length).toBeGreaterThan(5);
  const ROW = /^\| `([A-Z_]+)` \|/gm;
  const pages = ['docs/settings.md', 'docs/limits.md', 'docs/access.md'];
  const stated = new Set(pages.flatMap((file) => namesIn(file, ROW)));
  expect([...stated].toSorted()).toEqual(read.toSorted());
});
