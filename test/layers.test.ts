import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../src/process/package-root.js';

/** Code that reaches outside its layer, unseen by dependency-cruiser and Biome, and the files that may have it. */
const UNSEEN: readonly (readonly [what: string, code: RegExp, allowed: readonly string[]])[] = [
  [
    'import() of a type or of a computed path',
    /(?<!await )\bimport\(|\bimport\((?!'[^']*'\))/,
    // A text, which a thread of its own runs.
    ['graphql/request/graphiql-page.ts'],
  ],
  [
    'require',
    /\brequire\(|createRequire|node:module|getBuiltinModule/,
    ['graphql/request/graphiql-page.ts', 'process/package-root.ts'],
  ],
  ['PrismaClient, which opens a database', /PrismaClient/, ['ledger/client.ts']],
  [
    "a value of Prisma's client. Enums are in enums.js",
    /^(?:import|export) (?!type )[^;']*'[^']*generated\/prisma\/(?!enums\.)|import\('[^']*generated\/prisma\/(?!enums\.)/m,
    ['database/sql.ts', 'import/steps/ledger-kinds.ts', 'ledger/client.ts', 'ledger/tables.ts'],
  ],
  [
    "the machine's time or chance, by which no rule may decide",
    /\bDate\.now\b|(?<!`)\bnew Date\(\)|\bMath\.random\b/,
    ['database/retry.ts', 'process/clock.ts'],
  ],
];

const src = path.join(packageRoot, 'src');
const files = readdirSync(src, { recursive: true, withFileTypes: true }).flatMap((entry) =>
  entry.isFile() ? [path.relative(src, path.join(entry.parentPath, entry.name))] : [],
);

test('src has no code in files that dependency-cruiser does not read', () => {
  expect(files.filter((file) => !/\.(ts|md)$/.test(file))).toEqual([]);
});

describe('no file reaches outside its layer unseen', () => {
  test.each(UNSEEN)('%s', (_, code, allowed) => {
    const found = files.filter((file) => code.test(readFileSync(path.join(src, file), 'utf8')));
    expect(found.toSorted()).toEqual(allowed);
  });
});
