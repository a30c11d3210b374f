import { beforeEach, expect, test } from 'vitest';
import type { RefundEventType } from '../../../prisma/generated/prisma/client.js';
import { findNew, findRecent } from '../../../src/erasure/retention/recent-charges.js';
import { emptyTables } from '../../support/databases/empty-tables.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { withNotes } from './noted.js';

const holder = testDatabase('owner');
const pool = () => holder.database.pool;
// The charges of another test may be recent, too.
beforeEach(() => emptyTables(pool()));

/** What happened at the cutoff is old. */
const CUTOFF = new Date('2026-03-01T00:00:00Z');
const LATER = new Date(CUTOFF.getTime() + 1);

const charge = (id: string, values = {}) => insertCharge(holder.database, { id, created: CUTOFF, ...values });

async function approval(chargeId: string, created: Date, decidedAt: Date | null) {
  await pool().query(
    `INSERT INTO refund_approval (id, amount, charge_id, created, currency, decided_at, decided_by, requested_by, expires_at,
       input, message, status)
     VALUES ($1, 1, $2, $3, 'usd', $4, $5, 'shop', '2027-01-01', '{}', '', $6)`,
    [testId('apr'), chargeId, created, decidedAt, decidedAt && 'boss', decidedAt ? 'rejected' : 'pending'],
  );
}

async function event(
  chargeId: string,
  { imported = false, type = 'refund_updated' as RefundEventType, created = LATER, transaction = '1' },
) {
  const refund = await insertRefund(holder.database, await charge(chargeId), { created: CUTOFF, imported });
  await pool().query(
    `INSERT INTO refund_event (id, created, refund_id, status, type, transaction_id) VALUES ($1, $2, $3, 'succeeded', $4, $5)`,
    [testId('evt'), created, refund.id, type, transaction],
  );
}

test('a charge is recent if anything has happened after the cutoff, and so is its whole payment intent', async () => {
  await charge('of nothing');
  await charge('young', { created: LATER });
  await insertRefund(holder.database, await charge('of an old refund'), { created: CUTOFF });
  await insertRefund(holder.database, await charge('of a refund'), { created: LATER, imported: true });
  await event('of an old event', { created: CUTOFF });
  await event('of an event', {});
  await event('of an event of an imported refund', { imported: true });
  await event('of the event that made a refund', { type: 'refund_created' });
  await event('of the import of a refund', { imported: true, type: 'refund_created' });
  await approval((await charge('of an old approval')).id, CUTOFF, CUTOFF);
  await approval((await charge('of an approval')).id, LATER, null);
  await approval((await charge('of a decision')).id, CUTOFF, LATER);
  for (const [id, created] of [
    ['of an old dispute', CUTOFF],
    ['of a dispute', LATER],
  ] as const)
    await pool().query(
      `INSERT INTO dispute (id, amount, charge_id, created, currency, is_charge_refundable, status)
       VALUES ($1, 1, $2, $3, 'usd', true, 'won')`,
      [testId('dp'), (await charge(id)).id, created],
    );
  for (const [id, created] of [
    ['old intent', CUTOFF],
    ['intent', LATER],
    ['intent without a charge', LATER],
    ['intent of a young charge', CUTOFF],
  ] as const)
    await insertPaymentIntent(holder.database, { id, created });
  await charge('of an old intent', { paymentIntentId: 'old intent' });
  await charge('of an intent', { paymentIntentId: 'intent' });
  await charge('young of an intent', { created: LATER, paymentIntentId: 'intent of a young charge' });
  await charge('beside a young one', { paymentIntentId: 'intent of a young charge' });

  await withNotes(pool(), async ({ client, noted }) => {
    await findRecent(client, CUTOFF.toISOString());
    expect(await noted('retention_recent')).toEqual(
      [
        'beside a young one',
        'intent',
        'intent of a young charge',
        'intent without a charge',
        'of a decision',
        'of a dispute',
        'of a refund',
        'of an approval',
        'of an event',
        'of an event of an imported refund',
        'of an intent',
        'of the event that made a refund',
        'young',
        'young of an intent',
      ].toSorted(),
    );
  });
});

test('what a snapshot does not show is new, and so are approvals and decisions since its time', async () => {
  // The transactions 5 and 7 are in flight, and 9 has not begun.
  const [snapshot, since] = ['5:9:5,7', LATER.toISOString()];
  for (const transaction of ['4', '5', '6', '7', '8', '9'])
    await event(`of transaction ${transaction}`, { created: CUTOFF, transaction });
  const NEW = new Date(LATER.getTime() + 1);
  await approval((await charge('approval before it')).id, LATER, LATER);
  await approval((await charge('approval since')).id, NEW, null);
  await approval((await charge('decision since')).id, LATER, NEW);
  const found = [
    'approval since',
    'decision since',
    'of transaction 5',
    'of transaction 7',
    'of transaction 9',
  ];
  await withNotes(pool(), async ({ client, note, noted }) => {
    await note('retention_recent', [{ id: 'of transaction 5' }, { id: 'recent before' }]);
    expect(await findNew(client, since, snapshot)).toBe(5);
    expect(await noted('retention_new')).toEqual(found);
    // They are recent from now on.
    expect(await noted('retention_recent')).toEqual([...found, 'recent before']);
    // What was new before is not new again.
    expect(await findNew(client, NEW.toISOString(), '10:10:')).toBe(0);
    expect(await noted('retention_new')).toEqual([]);
    expect(await noted('retention_recent')).toEqual([...found, 'recent before']);
  });
});
