import { beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/process/clock.js';
import { createRefund } from '../../src/refunds/create/create-refund.js';
import { forgetKeys } from '../../src/refunds/forget-keys.js';
import { newApproval } from '../support/gateways/ask-for-approval.js';
import { refused, testVerbs } from '../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../support/rows/ledger-rows.js';

const verbs = testVerbs();
const DAY_MS = 24 * 60 * 60_000;
const forget = () => forgetKeys(verbs.as(null));
// The keys of another test may be old, too.
beforeEach(() =>
  verbs.database.prisma.idempotencyKey.deleteMany({ where: { refundId: null, approvalId: null } }),
);

const isKept = async (key: string) =>
  (await verbs.database.prisma.idempotencyKey.count({ where: { key } })) === 1;

/** A refused request that would be allowed if its charge existed. */
async function refusedRequest() {
  const input = { charge: testId('ch'), idempotencyKey: testId('key') };
  expect(refused(await verbs.create(input)).code).toBe('RESOURCE_MISSING');
  return input;
}

/** Inserts keys with a refusal, all created at the same time. */
const insertRefused = (count: number, created: Date) =>
  verbs.database.pool.query(
    `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal)
     SELECT '', $1 || n, $2, '', '{"code": "RESOURCE_MISSING"}' FROM generate_series(1, $3::int) n`,
    [testId('key'), created, count],
  );

describe('section 8: a key with a refusal', () => {
  test('is deleted after a day, and then the same request is decided again', async () => {
    const input = await refusedRequest();
    verbs.clock.advance(DAY_MS - 1);
    expect(await forget()).toBe(0);
    await insertCharge(verbs.database, { id: input.charge });
    expect(refused(await verbs.create(input)).code).toBe('RESOURCE_MISSING');

    verbs.clock.advance(1);
    expect(await forget()).toBe(1);
    const { id } = await verbs.refund(input);
    // From now on the key has a refund.
    verbs.clock.advance(10 * DAY_MS);
    expect(await forget()).toBe(0);
    expect((await verbs.refund(input)).id).toBe(id);
    expect(await verbs.refundsOf(input.charge)).toHaveLength(1);
  });

  test('can be used by another request after it was deleted', async () => {
    const { idempotencyKey } = await refusedRequest();
    const other = { charge: (await insertCharge(verbs.database)).id, idempotencyKey };
    expect(refused(await verbs.create(other)).code).toBe('IDEMPOTENCY_KEY_REUSED');
    verbs.clock.advance(DAY_MS);
    await forget();
    await verbs.refund(other);
  });

  test('has its age measured by the database’s clock, unless a test sets the clock', async () => {
    // The process's clock is years behind. A key dated by it would be old.
    const clock = { now: () => new Date('2020-01-01'), shared: null };
    const input = { charge: testId('ch'), idempotencyKey: testId('key') };
    await createRefund({ ...verbs.as(null), clock }, input);
    const context = { ...verbs.as(null), clock: systemClock };
    await forgetKeys(context);
    expect(await isKept(input.idempotencyKey)).toBe(true);
    // The column has milliseconds, so a time may be rounded up.
    await verbs.database.pool.query(
      "UPDATE idempotency_key SET created = now() - interval '1 day 1 second' WHERE key = $1",
      [input.idempotencyKey],
    );
    await forgetKeys(context);
    expect(await isKept(input.idempotencyKey)).toBe(false);
  });
});

test('section 8: a key with a refund is kept', async () => {
  const charge = await insertCharge(verbs.database);
  const input = { charge: charge.id, idempotencyKey: testId('key') };
  const { id } = await verbs.refund(input);
  verbs.clock.advance(1000 * DAY_MS);
  await forget();
  expect((await verbs.refund(input)).id).toBe(id);
});

describe('many keys that are a day old', () => {
  test('are deleted 500 at a time', async () => {
    await insertRefused(501, new Date(verbs.clock.now().getTime() - DAY_MS));
    expect([await forget(), await forget(), await forget()]).toEqual([500, 1, 0]);
  });

  test('are deleted in the order of their age', async () => {
    const old = new Date(verbs.clock.now().getTime() - DAY_MS);
    await insertRefused(500, old);
    await insertRefused(1, new Date(old.getTime() - 1));
    expect(await forget()).toBe(500);
    const { rows } = await verbs.database.pool.query(
      'SELECT created FROM idempotency_key WHERE created <= $1 AND refund_id IS NULL AND approval_id IS NULL',
      [old],
    );
    expect(rows).toEqual([{ created: old }]);
    await forget();
  });

  test('are shared by two processes, which wait neither for each other nor for a request', async ({
    skip,
  }) => {
    const { database } = verbs;
    if (database.kind === 'embedded') skip('The only session runs one process after the other');
    await insertRefused(700, new Date(verbs.clock.now().getTime() - DAY_MS));
    const other = await database.pool.connect();
    await other.query('BEGIN');
    const { rowCount } = await other.query(
      `SELECT FROM idempotency_key WHERE refund_id IS NULL AND approval_id IS NULL
       ORDER BY created LIMIT 100 FOR UPDATE`,
    );
    expect(rowCount).toBe(100);
    const [first, second] = await Promise.all([forget(), forget()]);
    expect(first + second).toBe(600);
    expect(await forget()).toBe(0);
    await other.query('ROLLBACK');
    other.release();
    expect(await forget()).toBe(100);
  });

  test('are found by an index without the keys of refunds and approvals', async () => {
    const { rows } = await verbs.database.pool.query(
      "SELECT indexdef FROM pg_indexes WHERE indexname = 'idempotency_key_refused_created_idx'",
    );
    expect(rows[0]?.indexdef).toMatch(
      /\(created\) WHERE \(\(refund_id IS NULL\) AND \(approval_id IS NULL\)\)$/,
    );
  });
});

test('section 8: a key that asked for approval is kept', async () => {
  const charge = await insertCharge(verbs.database);
  const idempotencyKey = testId('key');
  await newApproval(verbs.as('anna'), { charge: charge.id, idempotencyKey });
  await verbs.database.pool.query(
    `UPDATE idempotency_key SET created = '2020-01-01' WHERE approval_id IS NOT NULL`,
  );
  await forget();
  expect(await isKept(idempotencyKey)).toBe(true);
});
