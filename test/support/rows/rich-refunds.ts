import { type Charge, Prisma, type Refund } from '../../../prisma/generated/prisma/client.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { chargeOf, paymentIntentOf, testId } from './ledger-rows.js';

const created = new Date('2026-01-15T10:00:00.000Z');
const lines = [{ description: 'A cup', quantity: 1, amount: '100', taxAmount: '16' }];
const movement = (amount: bigint) => ({ amount, created, currency: 'usd' });

/** Inserts refunds in which every relation is set, each with its own charge and payment intent. Returns their ids. */
export async function insertRichRefunds({ prisma }: Database, count: number) {
  const alone = Array.from({ length: count }, richSet);
  // In a ring, each replaces the next one.
  const sets = alone.map((set, index) => ({
    ...set,
    refund: { ...set.refund, replacesId: alone[(index + 1) % count]?.refund.id ?? null },
  }));
  // Rows are inserted after the rows that they refer to.
  await prisma.paymentIntent.createMany({
    data: sets.map(({ intent }) => ({ ...intent, metadata: {} })),
  });
  await prisma.charge.createMany({ data: sets.map(({ charge }) => ({ ...charge, metadata: {} })) });
  await prisma.dispute.createMany({ data: sets.map(({ dispute }) => dispute) });
  await prisma.balanceTransaction.createMany({
    data: sets.flatMap(({ refund, charge }) =>
      [charge, refund]
        .map(({ balanceTransactionId }) => ({ id: `${balanceTransactionId}`, fee: 0n }))
        .concat({ id: `${refund.failureBalanceTransactionId}`, fee: 0n })
        .map((row) => ({ ...row, ...movement(100n), net: 100n, type: 'refund' })),
    ),
  });
  await prisma.transferReversal.createMany({
    data: sets.flatMap(({ refund: { transferReversalId, sourceTransferReversalId } }) =>
      [transferReversalId, sourceTransferReversalId].map((id) => ({ id: `${id}`, ...movement(1n) })),
    ),
  });
  await prisma.applicationFeeRefund.createMany({
    data: sets.map(({ refund }) => ({ id: `${refund.applicationFeeRefundId}`, ...movement(1n) })),
  });
  await prisma.refund.createMany({
    data: sets.map(({ refund }) => ({ ...refund, lines: refund.lines ?? Prisma.DbNull, metadata: {} })),
  });
  await prisma.refundEvent.createMany({ data: sets.map(({ event }) => event) });
  const blockListEntries = sets.flatMap(({ charge, refund }) => [
    { ...blocked(charge, refund), type: 'email' as const, value: `${charge.billingEmail}` },
    { ...blocked(charge, refund), type: 'card_fingerprint' as const, value: `${charge.cardFingerprint}` },
  ]);
  await prisma.blockListEntry.createMany({ data: blockListEntries });
  const approvals = sets.map(({ charge, refund }) => approvalOf(charge, refund));
  await prisma.refundApproval.createMany({ data: approvals });
  const approvalEvents = await prisma.refundApprovalEvent.findMany({
    where: { approvalId: { in: approvals.map(({ id }) => id) }, type: 'approved' },
  });
  return {
    BlockListEntry: blockListEntries.map(({ id }) => id).slice(0, sets.length),
    Refund: sets.map(({ refund }) => refund.id),
    Charge: sets.map(({ charge }) => charge.id),
    Dispute: sets.map(({ dispute }) => dispute.id),
    PaymentIntent: sets.map(({ intent }) => intent.id),
    RefundEvent: sets.map(({ event }) => event.id),
    RefundApproval: approvals.map(({ id }) => id),
    RefundApprovalEvent: approvalEvents.map(({ id }) => id),
  };
}

const blocked = ({ id: chargeId }: Charge, { id: refundId }: Refund) => ({
  id: testId('blk'),
  chargeId,
  created,
  refundId,
});

const approvalOf = ({ id: chargeId }: Charge, { id: refundId, amount, currency }: Refund) => ({
  id: testId('apr'),
  amount,
  chargeId,
  created,
  currency,
  decidedAt: created,
  decidedBy: 'ben',
  decisionNote: 'Fine',
  expiresAt: created,
  input: {
    charge: chargeId,
    amount: `${amount}`,
    note: 'Please',
    reason: 'duplicate',
    replaces: refundId,
    lines,
  },
  message: 'Too much for one',
  refundId,
  requestedBy: 'anna',
  status: 'approved' as const,
});

function richSet() {
  const intent = paymentIntentOf();
  const won = { status: 'won', isChargeRefundable: false } as const;
  const billed = { billingEmail: `${testId('fraud')}@example.com`, billingName: 'Jenny Rosen' };
  const values = {
    amountRefunded: 100n,
    balanceTransactionId: testId('txn'),
    ...billed,
    cardFingerprint: testId('print'),
    paymentIntentId: intent.id,
    receiptUrl: 'https://pay.example.com/receipts/1',
  };
  const charge: Charge = chargeOf(values, [won]);
  const dispute = {
    id: testId('dp'),
    amount: 100n,
    chargeId: charge.id,
    created,
    currency: 'usd',
    reason: 'general',
    ...won,
  };
  const refund: Refund = {
    id: testId('re'),
    amount: 100n,
    actionEmailSentAt: created,
    actionEmailSentTo: 'customer@example.com',
    actionExpiresAt: created,
    applicationFeeRefundId: testId('fr'),
    balanceTransactionId: testId('txn'),
    chargeId: charge.id,
    countedOn: null,
    created,
    createdBy: null,
    currency: 'usd',
    description: null,
    destinationType: 'card',
    destinationCardReference: null,
    destinationCardReferenceStatus: 'pending',
    destinationCardReferenceType: null,
    destinationCardType: 'refund',
    failureBalanceTransactionId: testId('txn'),
    failureReason: null,
    imported: false,
    instructionsEmail: null,
    lines,
    metadata: {},
    note: null,
    paymentIntentId: intent.id,
    pendingReason: null,
    reason: null,
    reasonCode: null,
    receiptNumber: null,
    refundApplicationFee: false,
    replacesId: null,
    released: false,
    reverseTransfer: false,
    sourceTransferReversalId: testId('trr'),
    status: 'requires_action',
    transferReversalId: testId('trr'),
  };
  const event = {
    id: testId('evt'),
    actor: null,
    created,
    refundId: refund.id,
    status: refund.status,
    type: 'refund_created' as const,
  };
  return { intent, charge, dispute, refund, event };
}
