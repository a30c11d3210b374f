import { expect, onTestFinished, test } from 'vitest';
import { approveRefund } from '../src/refunds/approvals/approve-refund.js';
import { cancelRefund } from '../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../src/refunds/update-refund-metadata.js';
import { newApproval } from './support/gateways/ask-for-approval.js';
import { runKnownTasks } from './support/gateways/run-tasks.js';
import { SANDBOX_DELAY_MS } from './support/gateways/test-sandbox.js';
import { accepted, refused, testVerbs } from './support/gateways/test-verbs.js';
import { tables } from './support/rows/good-rows.js';
import { insertCharge, testId } from './support/rows/ledger-rows.js';
import {
  chargeObject,
  disputeObject,
  imported,
  intentObject,
  refundObject,
} from './support/rows/stripe-objects.js';

const verbs = testVerbs();

/** Adds a column to every table, as a later version may do while processes of this version still run. */
async function addColumns(): Promise<void> {
  const { pool } = verbs.database;
  for (const table of tables) {
    await pool.query(`ALTER TABLE ${table} ADD COLUMN of_a_later_version text NOT NULL DEFAULT 'default'`);
    onTestFinished(async () => {
      await pool.query(`ALTER TABLE ${table} DROP COLUMN of_a_later_version`);
    });
  }
}

const rowsOf = async (table: string): Promise<number> =>
  Number(
    (
      await verbs.database.pool.query<{ count: string }>(
        `SELECT count(*) FROM ${table} WHERE of_a_later_version = 'default'`,
      )
    ).rows[0]?.count,
  );

test('this version can write to every table of a schema with columns of a later version', async () => {
  const { database } = verbs;
  const connected = {
    applicationFeeAmount: 100n,
    transferAmount: 500n,
    billingEmail: `${testId('jenny')}@example.com`,
  };
  const charge = await insertCharge(database, connected);
  // The first refund makes PostgreSQL plan the function for the old columns.
  await verbs.refund({ charge: charge.id, amount: 1n });
  await addColumns();

  const shared = { reason: 'fraudulent', refundApplicationFee: true, reverseTransfer: true } as const;
  await verbs.refund({ charge: charge.id, amount: 400n, ...shared, idempotencyKey: testId('key') });
  refused(await verbs.create({ charge: 'ch_none', idempotencyKey: testId('key') }));
  const konbini = await insertCharge(database, { paymentMethodType: 'konbini' });
  const asked = { charge: konbini.id, amount: 100n, instructionsEmail: 'jenny+details@example.com' };
  const { id } = await verbs.refund(asked);
  accepted(await updateRefundMetadata(verbs.as('desk'), id, { order: '6735' }));
  const approval = await newApproval(verbs.as('anna'), { charge: charge.id, amount: 1n });
  accepted(await approveRefund(verbs.as('ben'), approval.id, null));
  verbs.clock.advance(SANDBOX_DELAY_MS);
  expect(await runKnownTasks(verbs.as(null))).toBeGreaterThan(0);
  accepted(await cancelRefund(verbs.as('desk'), (await verbs.refund(asked)).id));
  const [intent, paid] = [testId('pi'), testId('ch')];
  await imported(
    database,
    [
      intentObject({ id: intent, latest_charge: paid }),
      chargeObject({ id: paid, payment_intent: intent, amount_refunded: 100 }),
      refundObject({ charge: paid, payment_intent: intent }),
      disputeObject({ charge: paid, status: 'won' }),
    ],
    verbs.clock,
  );

  for (const table of tables) expect(await rowsOf(table), table).toBeGreaterThan(0);
});
