import { beforeAll } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../../src/refunds/cancel-refund.js';
import { updateRefundMetadata } from '../../../src/refunds/update-refund-metadata.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { loadSampleData } from '../../../src/sample-data/load-sample-data.js';
import { letExpire, newApproval } from '../gateways/ask-for-approval.js';
import { createWithoutApproval } from '../gateways/create-without-approval.js';
import { runKnownTasks } from '../gateways/run-tasks.js';
import { SANDBOX_DELAY_MS } from '../gateways/test-sandbox.js';
import { accepted, testVerbs } from '../gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from './ledger-rows.js';
import { limitWith, policyWith } from './policies.js';

/** The names of special refunds in the ledger. */
export type LivedRefund =
  | 'counted'
  | 'shared'
  | 'pending'
  | 'failed'
  | 'canceled'
  | 'asked'
  | 'released'
  | 'replacement'
  | 'approved';

/** A ledger with a rich history: the sample data, and refunds of every kind and status that the gateway created. */
export function livedLedger() {
  const verbs = testVerbs();
  const refunds = {} as Record<LivedRefund, string>;
  const refundOf = async (charge: Partial<Charge>, input: CreateRefundInput = {}): Promise<string> => {
    const { id } = await insertCharge(verbs.database, charge);
    return (await verbs.refund({ charge: id, amount: 400n, ...input }, 'shop')).id;
  };
  beforeAll(async () => {
    await loadSampleData(verbs.database, verbs.clock);
    const paymentIntent = await insertPaymentIntent(verbs.database);
    refunds.shared = await refundOf(
      {
        paymentIntentId: paymentIntent.id,
        applicationFeeAmount: 100n,
        applicationFeeId: testId('fee'),
        transferAmount: 500n,
        transferId: testId('tr'),
        billingEmail: 'jenny@example.com',
        cardFingerprint: 'AOB934RVNwzk6xtn',
      },
      {
        refundApplicationFee: true,
        reverseTransfer: true,
        reason: 'fraudulent',
        metadata: { order: '6735' },
        idempotencyKey: testId('key'),
      },
    );
    await verbs.create({ charge: 'ch_none', idempotencyKey: testId('key') });
    refunds.failed = await refundOf({ cardLast4: '5126' });
    const konbini = { paymentMethodType: 'konbini' };
    await refundOf(konbini, { instructionsEmail: 'jenny+returned@example.com' });
    refunds.canceled = await refundOf(konbini, { instructionsEmail: 'jenny@example.com' });
    await cancelRefund(verbs.as('desk'), refunds.canceled);
    refunds.released = await refundOf({ captured: false }, { amount: null });
    for (let steps = 0; steps < 4; steps++) {
      verbs.clock.advance(SANDBOX_DELAY_MS);
      await runKnownTasks(verbs.as(null));
    }
    await updateRefundMetadata(verbs.as('desk'), refunds.shared, { order: null, parcel: '17' });
    const approvals = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { id } = await insertCharge(verbs.database);
        return newApproval(verbs.as('shop'), { charge: id, amount: 400n, idempotencyKey: testId('key') });
      }),
    );
    const [approved, rejected, expired] = approvals.map(({ id }) => id) as [string, string, string];
    refunds.approved = accepted(await approveRefund(verbs.as('desk'), approved, 'Fine')).id;
    accepted(await rejectRefund(verbs.as('desk'), rejected, 'Not again'));
    await letExpire(verbs, expired);
    await expireApprovals(verbs.database);
    const { id: bank } = await insertCharge(verbs.database, konbini);
    const instructionsEmail = 'jenny@example.com';
    const lost = await verbs.refund({ charge: bank, amount: 400n, instructionsEmail }, 'shop');
    await cancelRefund(verbs.as('desk'), lost.id);
    const lines = [
      { description: 'A mug', quantity: 2, amount: 390n, taxAmount: 62n },
      { description: 'Shipping', amount: 10n },
    ];
    const makesGood = { charge: bank, replaces: lost.id, lines, instructionsEmail };
    refunds.replacement = (await verbs.refund(makesGood, 'shop')).id;
    // The last refunds are still in flight.
    refunds.pending = await refundOf({ currency: 'jpy', paymentMethodType: 'sepa_debit' });
    const limit = limitWith({ maxAmountPerDay: 900n });
    const { id: charge } = await insertCharge(verbs.database);
    const limited = { ...verbs.as('desk'), policy: policyWith({ limits: [limit] }) };
    await createWithoutApproval(limited, { charge, amount: 100n });
    refunds.counted = accepted(await createWithoutApproval(limited, { charge, amount: 400n })).refund.id;
    refunds.asked = await refundOf(konbini, { instructionsEmail: 'jenny@example.com' });
  });
  return { verbs, refunds };
}
