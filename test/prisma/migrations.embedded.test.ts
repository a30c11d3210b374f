import type { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { readMigrations } from '../../src/database/migrations/migration-history.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

/** Columns that a migration before the first release made required. */
const NO_OLDER_PROCESS = ['20261121000011_back_office: block_list_entry.id'];

/** The columns of all tables, and whether an INSERT must name them. */
async function columnsOf(db: PGlite) {
  const { rows } = await db.query<{ table: string; column: string; required: boolean }>(
    `SELECT table_name AS table, column_name AS column, is_nullable = 'NO' AND column_default IS NULL
       AND is_identity = 'NO' AND is_generated = 'NEVER' AS required
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, column_name`,
  );
  return rows;
}

/** The columns that an older process leaves out of its INSERTs, and that `migration` makes required. */
async function newlyRequired(db: PGlite, migration: string): Promise<string[]> {
  const before = await columnsOf(db);
  await db.exec(migration);
  const required = (await columnsOf(db)).filter(
    (now) =>
      now.required &&
      before.some(({ table }) => table === now.table) &&
      !before.some((old) => old.table === now.table && old.column === now.column && old.required),
  );
  return required.map(({ table, column }) => `${table}.${column}`);
}

test('no migration makes a column required that older processes leave out during a rolling update', async () => {
  const db = await embeddedCopy('empty');
  const found: string[] = [];
  for (const { name, sql } of await readMigrations())
    found.push(...(await newlyRequired(db, sql)).map((column) => `${name}: ${column}`));
  expect(found).toEqual(NO_OLDER_PROCESS);
});

test('a column is required if it is NOT NULL and has no default', async () => {
  const db = await embeddedCopy('migrated');
  expect(await newlyRequired(db, "ALTER TABLE refund ADD note TEXT NOT NULL DEFAULT 'none'")).toEqual([]);
  expect(await newlyRequired(db, 'ALTER TABLE refund ALTER note DROP DEFAULT')).toEqual(['refund.note']);
  expect(await newlyRequired(db, 'ALTER TABLE refund ADD fee BIGINT NOT NULL')).toEqual(['refund.fee']);
  expect(await newlyRequired(db, 'ALTER TABLE refund ALTER reason SET NOT NULL')).toEqual(['refund.reason']);
  expect(await newlyRequired(db, 'CREATE TABLE note (id TEXT PRIMARY KEY)')).toEqual([]);
});
