import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/process/package-root.js';
import { sabotages } from './sabotage.js';

const changes = Object.entries(sabotages).flatMap(([name, { code = [] }]) =>
  code.map((change) => [name, change.file, change.from] as const),
);

const changesInSql = Object.entries(sabotages).flatMap(([name, { sql = '' }]) =>
  [...sql.matchAll(/'(\w+)'::regproc\), \$part\$(.*?)\$part\$,/gs)].map(
    ([, changed, from]) => [name, changed, from] as const,
  ),
);
const dropped = Object.entries(sabotages).flatMap(([name, { sql = '' }]) =>
  [...sql.matchAll(/DROP (?:CONSTRAINT|TRIGGER|INDEX) (\w+)/g)].map(([, gone]) => [name, gone] as const),
);
const schema = readFileSync(path.join(packageRoot, 'prisma/schema.sql'), 'utf8');

test.each(changesInSql)('%s still fits the function %s: %s', (_, changed, from) => {
  const body = schema.slice(schema.indexOf(`FUNCTION public.${changed}(`)).split('\nEND $$;')[0];
  expect(body).toContain(from);
});

test.each(dropped)('%s still finds %s', (_, gone) => expect(schema).toContain(` ${gone} `));

test.each(changes)('%s still fits %s: %s', (_, file, from) => {
  expect(readFileSync(path.join(packageRoot, 'src', `${file}.ts`), 'utf8')).toContain(from);
});
