import type { PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Check, sqlCheck } from '../../src/verify/check.js';
import { derivedColumnsCheck } from '../../src/verify/derived-columns.js';
import { inSnapshot } from '../../src/verify/snapshot.js';
import { checks, type VerifyProgress, verifyLedger } from '../../src/verify/verify-ledger.js';
import { livedLedger } from '../support/rows/lived-ledger.js';
import { broken, CHARGE_OF } from './broken-ledgers.js';

const { verbs, refunds } = livedLedger();
/** Names ids of refunds and charges in a text, and leaves out what is random: other ids, hashes and times. */
async function namedIds(): Promise<(text: string) => string> {
  const names = new Map<string, string>();
  for (const [name, id] of Object.entries(refunds)) {
    names.set(id, `re_${name}`);
    names.set(
      (await verbs.database.prisma.refund.findUniqueOrThrow({ where: { id } })).chargeId,
      `ch_${name}`,
    );
  }
  return (text) =>
    text
      .replace(/\b[a-z]+_\w{8,}/g, (id) => names.get(id) ?? `${id.split('_')[0]}_…`)
      .replace(/\d{4}-\d\d-\d\d[ T][\d:.]+(Z|[+-]\d\d(:\d\d)?)?/g, '(time)')
      .replace(/\b[0-9a-f]{32,64}\b/g, '(hash)');
}

test('a ledger in which everything has happened has no violations', async () => {
  const verdicts = await verifyLedger(verbs.database.pool);
  expect(verdicts.filter(({ violations }) => violations > 0)).toEqual([]);
  // No check passes because it checks nothing.
  expect(verdicts.filter(({ checked }) => checked === 0)).toEqual([]);
});

test('progress counts the checks from 1 to their number, and the rows of a check from 0', async () => {
  const told: VerifyProgress[] = [];
  const verdicts = await verifyLedger(verbs.database.pool, (progress) => told.push(progress));
  const first = told.filter(({ check }, index) => check !== told[index - 1]?.check);
  expect(first).toEqual(
    checks.map((check, index) => ({ check, number: index + 1, total: checks.length, checked: 0 })),
  );
  // Only this check tells its rows: all of them, once they fit into one batch.
  const [start, ...more] = told.filter(({ check }) => check === derivedColumnsCheck);
  const { checked } = verdicts.find(({ holds }) => holds === derivedColumnsCheck.holds) ?? {};
  expect(more).toEqual([{ ...start, checked }]);
  expect(told).toHaveLength(checks.length + 1);
});

describe('a violation that no constraint stopped is found', () => {
  let connection: PoolClient;
  let named: (text: string) => string;

  // Nothing of this transaction is kept. Nobody else can read the ledger meanwhile.
  beforeAll(async () => {
    named = await namedIds();
    connection = await verbs.database.pool.connect();
    await connection.query('BEGIN');
    // Without triggers and foreign keys, and without the other constraints and three unique indexes.
    await connection.query('SET LOCAL session_replication_role = replica');
    await connection.query(`DO $$ DECLARE target record; BEGIN
      FOR target IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = current_schema()::regnamespace
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', target.owner, target.conname); END LOOP; END $$`);
    await connection.query(
      'DROP INDEX refund_approval_refund_id_key, refund_is_replaced_once, refund_application_fee_refund_id_key',
    );
    await connection.query('SAVEPOINT sound');
  });
  afterEach(() => connection.query('ROLLBACK TO sound'));
  afterAll(async () => {
    await connection.query('ROLLBACK');
    connection.release();
  });

  test.each(broken)('%s … (%s): %s', async (holds, refund, sql) => {
    const { rowCount } = await connection.query(sql, [refunds[refund]]);
    expect(rowCount).toBeGreaterThan(0);
    const check = checks.find((one) => one.holds.startsWith(holds)) as Check;
    const { violations, examples } = await check.run(connection, () => {});
    expect(violations).toBeGreaterThan(0);
    expect(examples.map(named).toSorted()).toMatchSnapshot();
  });

  test('by every check', () => {
    const found = checks.filter(({ holds }) => broken.some(([words]) => holds.startsWith(words)));
    expect(found).toEqual(checks);
  });
});

describe('of many violations', () => {
  test('those of the first ids are shown', async () => {
    const numbers = `SELECT n::text AS subject, CASE WHEN n > 2 THEN 'it is large' END AS violation
      FROM generate_series(9, 1, -1) n`;
    const connection = await verbs.database.pool.connect();
    const findings = await sqlCheck('I1', 'no number is large', numbers).run(connection, () => {});
    connection.release();
    expect(findings).toEqual({
      checked: 9,
      violations: 7,
      examples: [3, 4, 5, 6, 7].map((n) => `${n}: it is large`),
    });
  });

  test('every one is counted, and the first are shown; rows are read in batches', async () => {
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
      const progress: number[] = [];
      const findings = await derived?.run(connection, (checked) => progress.push(checked));
      expect(findings).toMatchObject({ checked: rows[0].all + 2500, violations: 2500 });
      expect(findings?.examples).toHaveLength(5);
      const all = rows[0].all + 2500;
      expect(progress).toEqual([
        ...Array.from({ length: all / 1000 }, (_, batch) => (batch + 1) * 1000),
        all,
      ]);
    } finally {
      await connection.query('ROLLBACK');
      connection.release();
    }
  });
});

test('a verification reads a single snapshot, even if gateways write meanwhile', async ({ skip }) => {
  const { database } = verbs;
  if (database.kind === 'embedded') skip('the embedded database has a single session');
  await inSnapshot(database.pool, async (connection) => {
    expect((await checks[0]?.run(connection, () => {}))?.violations).toBe(0);
    await database.pool.query(`UPDATE charge SET amount_refunded = 399 WHERE ${CHARGE_OF}`, [refunds.shared]);
    expect((await checks[0]?.run(connection, () => {}))?.violations).toBe(0);
  });
  const after = await verifyLedger(database.pool);
  expect(after.filter(({ violations }) => violations > 0)).toMatchObject([{ rule: 'I1', violations: 1 }]);
  await database.pool.query(`UPDATE charge SET amount_refunded = 400 WHERE ${CHARGE_OF}`, [refunds.shared]);
});

test('a check cannot write', async () => {
  await expect(
    inSnapshot(verbs.database.pool, (connection) => connection.query('DELETE FROM refund_task')),
  ).rejects.toThrow(/read-only transaction/);
  // Later users of the connection can write again.
  expect((await verbs.database.pool.query('SHOW transaction_read_only')).rows).toEqual([
    { transaction_read_only: 'off' },
  ]);
});
