import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { scopes } from '../../src/rules/scopes.js';

test('docs/access.md says of every scope what the help of the keys command says', () => {
  const page = readFileSync(path.join(packageRoot, 'docs/access.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+:\w+)` \| (.*) \|$/gm)].map(([, scope, allows]) => [
    scope,
    allows,
  ]);
  expect(rows).toEqual(Object.entries(scopes));
});
