import type { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { readMigrations } from '../../src/database/migrations/migration-history.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

/** What the migrations before the first release did to columns and functions. */
const NO_OLDER_PROCESS = [
  '20261121000011_back_office: block_list_entry.id is required',
  '20261121000040_record_refunds: record_refund(entry jsonb) is gone or changed',
  '20261126000010_kept_objects_as_text: imported_object.said is text instead of json',
  '20261126000140_refunds_as_typed_rows: approve_refund(entry jsonb, decision jsonb) is gone or changed',
  '20261126000140_refunds_as_typed_rows: record_refunds(entry jsonb) is gone or changed',
];

/** The columns of all tables, their types, and whether an INSERT must name them. */
async function columnsOf(db: PGlite) {
  const { rows } = await db.query<{ table: string; column: string; type: string; required: boolean }>(
    `SELECT table_name AS table, column_name AS column, udt_name AS type,
       is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER' AS required
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, column_name`,
  );
  return rows;
}

/** The functions that statements call, and the types whose values they send by position, each with its parts. */
async function signaturesOf(db: PGlite): Promise<string[]> {
  const { rows } = await db.query<{ signature: string }>(
    `SELECT format('%s(%s)', proname, pg_get_function_identity_arguments(oid)) AS signature FROM pg_proc
     WHERE pronamespace = current_schema()::regnamespace AND prorettype <> 'trigger'::regtype
     UNION ALL
     SELECT format('%s(%s)', udt_name, string_agg(attribute_name || ' ' || attribute_udt_name, ', ' ORDER BY ordinal_position))
     FROM information_schema.attributes WHERE udt_schema = current_schema() GROUP BY udt_name`,
  );
  return rows.map(({ signature }) => signature);
}

/** What `migration` does to the columns of existing tables that older processes would not survive. */
async function brokenBy(db: PGlite, migration: string): Promise<string[]> {
  const before = await columnsOf(db);
  const signatures = await signaturesOf(db);
  await db.exec(migration);
  const after = await columnsOf(db);
  const kept = new Set(await signaturesOf(db));
  const called = signatures.filter((signature) => !kept.has(signature)).sort();
  type Found = (typeof after)[number];
  const sameIn = (columns: readonly Found[], { table, column }: Found) =>
    columns.find((other) => other.table === table && other.column === column);
  const lost = before.flatMap((old) => {
    const now = sameIn(after, old);
    if (now?.type === old.type) return [];
    return [`${old.table}.${old.column} is ${now ? `${now.type} instead of ${old.type}` : 'gone'}`];
  });
  const required = after.filter(
    (now) =>
      now.required && before.some(({ table }) => table === now.table) && !sameIn(before, now)?.required,
  );
  return [
    ...lost,
    ...required.map(({ table, column }) => `${table}.${column} is required`),
    ...called.map((signature) => `${signature} is gone or changed`),
  ];
}

test('no migration breaks the statements of older processes during a rolling update', {
  tags: ['long'],
}, async () => {
  const db = await embeddedCopy('empty');
  const found: string[] = [];
  for (const { name, sql } of await readMigrations())
    found.push(...(await brokenBy(db, sql)).map((broken) => `${name}: ${broken}`));
  expect(found).toEqual(NO_OLDER_PROCESS);
});

test('older processes need every column, in its type, and leave out new ones', {
  tags: ['long'],
}, async () => {
  const db = await embeddedCopy('migrated');
  const broken = (change: string) => brokenBy(db, `ALTER TABLE refund ${change}`);
  expect(await broken("ADD remark TEXT NOT NULL DEFAULT 'none'")).toEqual([]);
  expect(await broken('ALTER remark DROP DEFAULT')).toEqual(['refund.remark is required']);
  expect(await broken('ADD fee BIGINT NOT NULL')).toEqual(['refund.fee is required']);
  expect(await broken('ALTER reason SET NOT NULL')).toEqual(['refund.reason is required']);
  expect(await broken('ALTER remark TYPE char')).toEqual(['refund.remark is bpchar instead of text']);
  expect(await broken('RENAME receipt_number TO receipt')).toEqual(['refund.receipt_number is gone']);
  expect(await broken('DROP fee')).toEqual(['refund.fee is gone']);
  expect(await brokenBy(db, 'CREATE TABLE note (id TEXT PRIMARY KEY)')).toEqual([]);
});

test('older processes need every function, and send typed rows by position', { tags: ['long'] }, async () => {
  const db = await embeddedCopy('migrated');
  const changed = await brokenBy(db, 'ALTER TYPE charge_guard ADD ATTRIBUTE currency text');
  expect(changed).toEqual([expect.stringMatching(/^charge_guard\(charge_id text, .* is gone or changed$/)]);
  const dropped = await brokenBy(db, 'DROP FUNCTION approve_refund');
  expect(dropped).toEqual([
    expect.stringMatching(/^approve_refund\(refunds new_refund\[\], .* is gone or changed$/),
  ]);
  expect(await brokenBy(db, 'CREATE FUNCTION one() RETURNS int LANGUAGE sql RETURN 1')).toEqual([]);
});
