import { describe, expect, test } from 'vitest';
import { inSnapshot } from '../../src/verify/snapshot.js';
import { checks, verifyLedger } from '../../src/verify/verify-ledger.js';
import { livedLedger } from '../support/rows/lived-ledger.js';
import { broken, CHARGE_OF } from './broken-ledgers.js';

const { verbs, refunds } = livedLedger();
/** The checks that find a fault after some SQL, of which nothing stays. */
async function foundAfter(sql: string, values: readonly string[]): Promise<Map<string, readonly string[]>> {
  const connection = await verbs.database.pool.connect();
  try {
    await connection.query('BEGIN');
    // No trigger and no foreign key; the other constraints go for the time of the transaction.
    await connection.query('SET LOCAL session_replication_role = replica');
    await connection.query(`DO $$ DECLARE of record; BEGIN
      FOR of IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = current_schema()::regnamespace
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', of.owner, of.conname); END LOOP; END $$`);
    const { rowCount } = await connection.query(sql, [...values]);
    expect(rowCount).toBeGreaterThan(0);
    const found = new Map<string, readonly string[]>();
    for (const check of checks) {
      const { faults, examples } = await check.run(connection, () => {});
      if (faults > 0) found.set(check.holds, examples);
    }
    return found;
  } finally {
    await connection.query('ROLLBACK');
    connection.release();
  }
}

test('nothing is wrong with a ledger in which everything has happened', async () => {
  const verdicts = await verifyLedger(verbs.database.pool);
  expect(verdicts.filter(({ faults }) => faults > 0)).toEqual([]);
  // No check passes because it looks at nothing.
  expect(verdicts.filter(({ looked }) => looked === 0)).toEqual([]);
});

describe('what no constraint held up is found', () => {
  test.each(broken)('%s … (%s): %s', async (holds, refund, sql) => {
    const found = await foundAfter(sql, [refunds[refund]]);
    const [name, examples] = [...found].find(([words]) => words.startsWith(holds)) ?? [];
    expect([...found.keys()]).toContain(name);
    expect(examples?.[0]).toMatch(/^[\w/]+: .*\w/);
  });

  test('by every check', () => {
    const found = checks.filter(({ holds }) => broken.some(([words]) => holds.startsWith(words)));
    expect(found).toEqual(checks);
  });

  test('every fault is counted, and the first are shown; rows are read a batch at a time', async () => {
    const { rows } = await verbs.database.pool.query('SELECT count(*)::int AS all FROM charge');
    const connection = await verbs.database.pool.connect();
    await connection.query('BEGIN');
    try {
      await connection.query(
        `INSERT INTO charge SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'ch_more' || n, 'refunds_open', false))).*
         FROM charge c, generate_series(1, 2500) n WHERE ${CHARGE_OF}`,
        [refunds.shared],
      );
      const derived = checks.find(({ holds }) => holds.startsWith('the ceiling'));
      const looked: number[] = [];
      const findings = await derived?.run(connection, (count) => looked.push(count));
      expect(findings).toMatchObject({ looked: rows[0].all + 2500, faults: 2500 });
      expect(findings?.examples).toHaveLength(5);
      expect(looked.length).toBeGreaterThan(2);
    } finally {
      await connection.query('ROLLBACK');
      connection.release();
    }
  });
});

test('all is of one moment, though gateways write meanwhile', async ({ skip }) => {
  const { database } = verbs;
  if (database.kind === 'embedded') skip('one session: nothing happens meanwhile');
  await inSnapshot(database.pool, async (connection) => {
    expect((await checks[0]?.run(connection, () => {}))?.faults).toBe(0);
    await database.pool.query(`UPDATE charge SET amount_refunded = 399 WHERE ${CHARGE_OF}`, [refunds.shared]);
    expect((await checks[0]?.run(connection, () => {}))?.faults).toBe(0);
  });
  const after = await verifyLedger(database.pool);
  expect(after.filter(({ faults }) => faults > 0)).toMatchObject([{ rule: 'I1', faults: 1 }]);
  await database.pool.query(`UPDATE charge SET amount_refunded = 400 WHERE ${CHARGE_OF}`, [refunds.shared]);
});

test('nothing can be written by a check', async () => {
  await expect(
    inSnapshot(verbs.database.pool, (connection) => connection.query('DELETE FROM refund_task')),
  ).rejects.toThrow(/read-only transaction/);
  // The connection is as it was.
  expect((await verbs.database.pool.query('SHOW transaction_read_only')).rows).toEqual([
    { transaction_read_only: 'off' },
  ]);
});
