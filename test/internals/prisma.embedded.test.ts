import { readFileSync } from 'node:fs';
import { PrismaPg } from '@prisma/adapter-pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PrismaClient } from '../../prisma/generated/prisma/client.js';
import { openEngine, readMigrations, SCHEMA } from '../../prisma/schema-engine.js';
import { embeddedPool } from '../../src/database/embedded/open-embedded.js';
import { failureOf } from '../../src/database/failure.js';
import { migrate } from '../../src/database/migrations/migrator.js';
import { statementName } from '../../src/database/sql.js';
import { createClient } from '../../src/ledger/client.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';
import { type SentStatement, sentStatementsOf } from '../support/databases/statements.js';

async function poolOf(kind: 'empty' | 'migrated') {
  const pool = embeddedPool(await embeddedCopy(kind));
  onTestFinished(() => pool.end());
  return pool;
}

/** The keys of the advisory locks that statements take, written as literals or as parameters. */
const locksOf = (statements: readonly SentStatement[]) =>
  statements.flatMap(({ text, values }) => {
    const key = /pg_advisory_lock\((.*)\)/.exec(text)?.[1];
    return key === undefined ? [] : [Number(key === '$1' ? values[0] : key)];
  });

describe('an operator may use Prisma’s migrator or ours', { tags: ['long'] }, () => {
  const filters = { externalTables: [], externalEnums: [] };

  test('Prisma’s migrator finds our history in sync, with the same table and checksums', async () => {
    const engine = await openEngine(readFileSync(SCHEMA, 'utf8'), await embeddedCopy('migrated'));
    const migrationsList = await readMigrations();
    expect(
      await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
    ).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    });
  });

  test('after Prisma’s migrator, ours has nothing left to migrate, and both take the same lock', {
    tags: ['long'],
  }, async () => {
    const db = await embeddedCopy('empty');
    const engine = await openEngine(readFileSync(SCHEMA, 'utf8'), db);
    const migrationsList = await readMigrations();
    let applied: string[] = [];
    const theirs = await sentStatementsOf(async () => {
      applied = (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    });
    expect(applied).toHaveLength(migrationsList.migrationDirectories.length);
    const pool = embeddedPool(db);
    onTestFinished(() => pool.end());
    const ours = await sentStatementsOf(async () => expect(await migrate(pool)).toEqual([]));
    expect(locksOf(ours)).toHaveLength(1);
    expect(locksOf(theirs)).toEqual(locksOf(ours));
  });
});

test('Prisma’s statements have our names, so a connection never prepares two statements with one name', {
  tags: ['long'],
}, async () => {
  const pool = await poolOf('migrated');
  const prisma = createClient(pool);
  const sent = await sentStatementsOf(() => prisma.refund.findFirst({ where: { id: 're_none' } }));
  const [select] = sent.filter(({ text }) => text.startsWith('SELECT'));
  expect(select?.name).toBeDefined();
  expect(select?.name).toBe(statementName(select?.text ?? ''));
});

test('Prisma’s code for a transaction without a free connection is known', { tags: ['long'] }, async () => {
  const pool = await poolOf('empty');
  const taken = await pool.connect();
  onTestFinished(() => taken.release());
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: 20 } });
  const error: unknown = await prisma.$transaction(async () => {}).catch((thrown) => thrown);
  expect(failureOf(error), String(error)).toBe('busy');
});
