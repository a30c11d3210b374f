import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dumpSchema } from '../../prisma/dump-schema.js';
import { outdated } from '../../src/commands/written-file.js';
import { packageRoot } from '../../src/process/package-root.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

const name = 'prisma/schema.sql';
const written = readFileSync(path.join(packageRoot, name), 'utf8');

test('schema.sql matches the migrations', async () => {
  const dumped = await dumpSchema(await embeddedCopy('migrated'));
  expect(written, outdated({ name, command: 'npm run schema:sql' })).toBe(dumped);
});

test('schema.sql creates the whole schema in an empty database', async () => {
  const db = await embeddedCopy('empty');
  await db.exec(written);
  expect(withoutParentheses(await dumpSchema(db))).toBe(withoutParentheses(written));
});

/** PostgreSQL drops some parentheses when it reads its own output again, as in `(a OR b) OR c`. */
const withoutParentheses = (sql: string): string => sql.replace(/[()]/g, '');

/** One change of each kind that Prisma's own comparison does not see. */
const changes = [
  'ALTER TABLE refund DROP CONSTRAINT refund_amount, ADD CONSTRAINT refund_amount CHECK (amount >= 2)',
  'ALTER TABLE refund ALTER description SET DATA TYPE text COLLATE "C"',
  "ALTER TABLE refund ALTER description SET DEFAULT ''",
  'ALTER TABLE charge SET (fillfactor = 80)',
  'ALTER INDEX refund_metadata_idx RESET (fastupdate)',
  'CREATE INDEX more ON charge (id) WHERE captured',
  'ALTER TABLE idempotency_key ALTER CONSTRAINT idempotency_key_refund_id_fkey NOT DEFERRABLE',
  'ALTER TABLE refund_event DISABLE TRIGGER refund_event_is_kept',
  'DROP TRIGGER refund_is_kept ON refund',
  "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  'ALTER SEQUENCE refund_event_position_seq CACHE 10',
  "ALTER TYPE refund_status ADD VALUE 'reversed'",
  'CREATE VIEW refund_ids AS SELECT id FROM refund',
  'GRANT SELECT ON refund TO PUBLIC',
];

test('every kind of difference is visible', async () => {
  const db = await embeddedCopy('migrated');
  let before = written;
  for (const change of changes) {
    await db.exec(change);
    const after = await dumpSchema(db);
    expect(after, change).not.toBe(before);
    before = after;
  }
});
