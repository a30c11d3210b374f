import { expect, test } from 'vitest';
import { followWrites, watermarkOf } from '../../../src/erasure/retention/follow-writes.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { withNotes } from './noted.js';

const holder = testDatabase();
const pool = () => holder.database.pool;
const SINCE = '2026-03-01T00:00:00Z';
const LATER = '2026-03-01T00:00:00.001Z';
/** Shows the transactions before the fifth. */
const SNAPSHOT = '5:5:';

/** A charge with a refund, which has an event of a transaction. */
async function touched(transaction: string, values: object = {}) {
  const charge = await insertCharge(holder.database, values);
  const refund = await insertRefund(holder.database, charge);
  await pool().query(
    `INSERT INTO refund_event (id, created, refund_id, status, type, transaction_id)
     VALUES ($1, now(), $2, 'succeeded', 'refund_updated', $3)`,
    [testId('evt'), refund.id, transaction],
  );
  return charge.id;
}

const refusal = (created: string, email: string) =>
  pool().query(
    `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal) VALUES ('', $1, $2, '', $3)`,
    [testId('key'), created, { message: email }],
  );

const place = (address: string, family: string | null = null) => ({
  address,
  place: 'charge',
  key: ['x'],
  family,
});

test('people stay with what they had in older rows and with what stands in the new ones', async () => {
  const [written, before] = ['written@example.com', 'before@example.com'];
  const charge = await touched('5', { description: written });
  const other = await touched('4', { description: before });
  // An approval has no transaction, only a time.
  const { id: asked } = await insertCharge(holder.database);
  await pool().query(
    `INSERT INTO refund_approval (id, amount, charge_id, created, currency, expires_at, input, message, status)
     VALUES ($1, 1, $2, $3, 'usd', $3, '{}', '', 'pending')`,
    [testId('apr'), asked, LATER],
  );
  await withNotes(pool(), async ({ client, note, noted }) => {
    await note('retention_place', [
      place('had@example.com', charge),
      place('had@example.com', charge),
      place('stays@example.com', charge),
      place('other@example.com', other),
      place('asked@example.com', asked),
      place(written),
      place(before),
    ]);
    // Somebody who stays for another reason already.
    await note('retention_kept', [{ address: 'stays@example.com' }]);
    await client.query('BEGIN');
    const next = await followWrites(client, { snapshot: SNAPSHOT, since: SINCE });
    const kept = ['asked@example.com', 'had@example.com', 'stays@example.com', written];
    expect(await noted('retention_kept', 'address')).toEqual(kept);
    // From the next watermark on, nothing of this is new.
    await client.query('TRUNCATE retention_kept');
    await followWrites(client, next);
    expect(await noted('retention_kept', 'address')).toEqual([]);
  });
});

test('a refusal keeps its people since the watermark, though it has no charge', async () => {
  const [before, since] = ['refused.before@example.com', 'refused.since@example.com'];
  await refusal(SINCE, before);
  await refusal(LATER, since);
  await withNotes(pool(), async ({ client, note, noted }) => {
    await note('retention_place', [place(before), place(since)]);
    await client.query('BEGIN');
    await followWrites(client, { snapshot: '1000000000:1000000000:', since: SINCE });
    expect(await noted('retention_kept', 'address')).toEqual([since]);
  });
});

test('a watermark is a time before the start of every transaction that a server lets live', async () => {
  const { since } = await watermarkOf({ query: pool().query.bind(pool()) as never });
  const { rows } = await pool().query("SELECT $1::timestamptz < now() - interval '15 seconds' AS is_before", [
    since,
  ]);
  expect(rows).toEqual([{ is_before: true }]);
});
