import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { sabotages } from './sabotage.js';

const changes = Object.entries(sabotages).flatMap(([name, { code = [] }]) =>
  code.map((change) => [name, change.file, change.from] as const),
);

test.each(changes)('%s still fits %s: %s', (_, file, from) => {
  expect(readFileSync(path.join(packageRoot, 'src', `${file}.ts`), 'utf8')).toContain(from);
});
