import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { takeDatabase } from './kept-databases.js';

const template = inject('template');

/** What a file may leave behind, and a query that shows it in the database of the next file. */
const leftovers: readonly (readonly [what: string, statement: string, isLeft: string])[] = [
  [
    'a row',
    `INSERT INTO api_key (id, name, hash, created, scopes) VALUES ('key_1', 'desk', decode(repeat('00', 32), 'hex'), now(), '{}')`,
    'SELECT FROM api_key',
  ],
  [
    'a sequence that has gone on',
    `SELECT nextval('refund_event_position_seq') FROM generate_series(1, 9)`,
    `SELECT WHERE nextval('refund_event_position_seq') > 1`,
  ],
  ['a table', 'CREATE TABLE left_behind (id int)', `SELECT FROM pg_class WHERE relname = 'left_behind'`],
  [
    'a missing constraint',
    'ALTER TABLE refund DROP CONSTRAINT refund_amount',
    `SELECT WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'refund_amount')`,
  ],
  [
    'a trigger that is off',
    'ALTER TABLE refund_event DISABLE TRIGGER ALL',
    `SELECT FROM pg_trigger WHERE tgenabled = 'D'`,
  ],
  [
    'a setting',
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''77kB''', current_database()); END $$`,
    `SELECT FROM pg_settings WHERE name = 'work_mem' AND setting = '77'`,
  ],
  [
    'a migration that was never run',
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', '1', '29990101000000_later')`,
    `SELECT FROM _prisma_migrations WHERE migration_name LIKE '2999%'`,
  ],
];

async function onDatabase(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(statement).finally(() => client.end());
  return rowCount ?? 0;
}

describe.runIf(template.kind === 'postgresql')('the database of a test file', { tags: ['long'] }, () => {
  test.each(leftovers)('has nothing of the file before: not %s', async (_, statement, isLeft) => {
    if (template.kind !== 'postgresql') throw new Error('There is no server');
    const [one, other] = [await takeDatabase(template), await takeDatabase(template)];
    await other.giveBack();
    await onDatabase(one.url, statement);
    expect(await onDatabase(one.url, isLeft)).toBeGreaterThan(0);
    await one.giveBack();
    // The last that came back is the first that is taken, if it was kept.
    const next = [await takeDatabase(template), await takeDatabase(template)];
    for (const { url, giveBack } of next) {
      expect(await onDatabase(url, isLeft)).toBe(0);
      await giveBack();
    }
  });
});
