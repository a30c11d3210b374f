import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dumpSchema } from '../../prisma/dump-schema.js';
import { outdated } from '../../src/commands/written-file.js';
import { packageRoot } from '../../src/process/package-root.js';
import { embeddedCopy } from '../support/databases/embedded-copy.js';

const name = 'prisma/schema.sql';
const written = readFileSync(path.join(packageRoot, name), 'utf8');

test('schema.sql matches the migrations', { tags: ['long'] }, async () => {
  const dumped = await dumpSchema(await embeddedCopy('migrated'));
  expect(written, outdated({ name, command: 'npm run schema:sql' })).toBe(dumped);
});

test('schema.sql creates the whole schema in an empty database', { tags: ['long'] }, async () => {
  const db = await embeddedCopy('empty');
  await db.exec(written);
  expect(withoutParentheses(await dumpSchema(db))).toBe(withoutParentheses(written));
});

/** PostgreSQL drops some parentheses when it reads its own output again, as in `(a OR b) OR c`. */
const withoutParentheses = (sql: string): string => sql.replace(/[()]/g, '');

/** One change of each kind that Prisma's own comparison does not see, and the text that shows it in a dump. */
const changes: readonly (readonly [change: string, shown: string])[] = [
  [
    'ALTER TABLE refund DROP CONSTRAINT refund_amount, ADD CONSTRAINT refund_amount CHECK (amount >= 2)',
    'CONSTRAINT refund_amount CHECK ((amount >= 2))',
  ],
  [
    'ALTER TABLE refund ALTER description SET DATA TYPE text COLLATE "C"',
    'description text COLLATE pg_catalog."C"',
  ],
  ["ALTER TABLE refund ALTER receipt_number SET DEFAULT '7'", "receipt_number text DEFAULT '7'::text"],
  ['ALTER TABLE charge SET (fillfactor = 80)', "fillfactor='80'"],
  ['ALTER INDEX refund_metadata_idx SET (fastupdate = true)', "fastupdate='true'"],
  ['CREATE INDEX more ON charge (id) WHERE captured', 'CREATE INDEX more ON'],
  [
    'ALTER TABLE idempotency_key ALTER CONSTRAINT idempotency_key_refund_id_fkey DEFERRABLE INITIALLY IMMEDIATE',
    'REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE;',
  ],
  ['ALTER TABLE refund_event DISABLE TRIGGER refund_event_is_kept', 'DISABLE TRIGGER refund_event_is_kept'],
  [
    'CREATE TRIGGER more BEFORE DELETE ON charge FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    'CREATE TRIGGER more BEFORE DELETE ON',
  ],
  [
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    'BEGIN RETURN NEW; END',
  ],
  ['ALTER SEQUENCE refund_event_position_seq CACHE 10', 'CACHE 10'],
  ["ALTER TYPE refund_status ADD VALUE 'reversed'", "'reversed'"],
  ['CREATE VIEW refund_ids AS SELECT id FROM refund', 'CREATE VIEW public.refund_ids'],
  ['GRANT SELECT ON refund TO PUBLIC', 'GRANT SELECT ON TABLE public.refund TO PUBLIC'],
];

test('every kind of difference is visible', { tags: ['long'] }, async () => {
  const db = await embeddedCopy('migrated');
  // One dump after all changes: each dump takes a second.
  for (const [change] of changes) await db.exec(change);
  const dumped = await dumpSchema(db);
  for (const [change, shown] of changes) {
    expect(written, change).not.toContain(shown);
    expect(dumped, change).toContain(shown);
  }
});
