import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';

test.each(['SECURITY.md', 'docs/access.md'])('the files to which %s links exist', (page) => {
  const text = readFileSync(path.join(packageRoot, page), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, file = '']) => file);
  expect(links).not.toEqual([]);
  const found = (file: string) => existsSync(path.join(packageRoot, path.dirname(page), file));
  expect(links.filter((file) => !found(file))).toEqual([]);
});
