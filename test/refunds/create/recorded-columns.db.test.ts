import { expect, test } from 'vitest';
import type {
  ApplicationFeeRefund,
  BalanceTransaction,
  BlockListEntry,
  IdempotencyKey,
  Refund,
  RefundEvent,
  RefundTask,
  TransferReversal,
} from '../../../prisma/generated/prisma/client.js';
import { compositesOf } from '../../../src/database/composite.js';
import { columnOf } from '../../../src/ledger/tables.js';
import { chargeGuard } from '../../../src/refunds/create/guards.js';
import { isFilled, newRefund } from '../../../src/refunds/create/new-refund.js';
import { recordRefunds, type Written } from '../../../src/refunds/create/record-refunds.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, insertRefund, testId } from '../../support/rows/ledger-rows.js';
import { writtenFor } from '../../support/rows/written.js';

const verbs = testVerbs();
const created = new Date('2026-02-01T10:00:00.123Z');

/** A row in which every field has a value. A new field does not compile until this file gives it a value. */
type Full<Row> = { [Field in keyof Row]: NonNullable<Row[Field]> };
/** The fields that a new refund leaves empty. */
type LeftEmpty =
  | 'description'
  | 'destinationCardReference'
  | 'failureBalanceTransactionId'
  | 'failureReason'
  | 'receiptNumber'
  | 'sourceTransferReversalId';

/** A decided refund whose rows have a value in every field that a new refund may have. */
async function fullRefund() {
  const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
  const charge = await insertCharge(verbs.database, { paymentIntentId });
  const replaced = await insertRefund(verbs.database, charge, {
    status: 'failed',
    failureReason: 'declined',
  });
  const id = testId('re');
  const balanceTransaction: Full<BalanceTransaction> = {
    id: testId('txn'),
    amount: -400n,
    created,
    currency: 'usd',
    fee: 12n,
    net: -412n,
    type: 'refund',
  };
  const applicationFeeRefund: Full<ApplicationFeeRefund> = {
    id: testId('fr'),
    amount: 12n,
    chargeId: charge.id,
    created,
    currency: 'usd',
    applicationFeeId: testId('fee'),
  };
  const transferReversal: Full<TransferReversal> = {
    id: testId('trr'),
    amount: 200n,
    chargeId: charge.id,
    created,
    currency: 'usd',
    transferId: testId('tr'),
  };
  const filled: Full<Omit<Refund, LeftEmpty>> = {
    id,
    amount: 400n,
    actionEmailSentAt: created,
    actionEmailSentTo: 'jenny@example.com',
    actionExpiresAt: new Date('2026-03-01T10:00:00.000Z'),
    applicationFeeRefundId: applicationFeeRefund.id,
    balanceTransactionId: balanceTransaction.id,
    chargeId: charge.id,
    countedOn: '2026-02-01',
    created,
    createdBy: 'desk',
    currency: 'usd',
    destinationType: 'card',
    destinationCardReferenceStatus: 'pending',
    destinationCardReferenceType: 'acquirer_reference_number',
    destinationCardType: 'refund',
    imported: false,
    released: false,
    // All that a composite value and an array of them must quote.
    instructionsEmail: '"jenny\\"@example.com',
    lines: [{ description: 'A "cup", {red}\\', amount: '400' }],
    metadata: { order: '6735', empty: '' },
    note: '',
    paymentIntentId,
    pendingReason: 'processing',
    reason: 'fraudulent',
    reasonCode: 'NULL',
    replacesId: replaced.id,
    refundApplicationFee: true,
    reverseTransfer: true,
    status: 'pending',
    transferReversalId: transferReversal.id,
  };
  const refund: Refund = {
    ...filled,
    description: null,
    destinationCardReference: null,
    failureBalanceTransactionId: null,
    failureReason: null,
    receiptNumber: null,
    sourceTransferReversalId: null,
  };
  const refundEvent: Full<Omit<RefundEvent, 'position'>> = {
    id: testId('evt'),
    changes: [{ field: 'status', before: null, after: 'pending' }],
    actor: 'desk, "first" floor',
    created,
    refundId: id,
    status: 'pending',
    type: 'refund_created',
  };
  const blockListEntry: Full<BlockListEntry> = {
    id: testId('blk'),
    type: 'email',
    value: `${testId('jenny')}@example.com`,
    chargeId: charge.id,
    created,
    refundId: id,
  };
  // Other statements record refusals and requests for approval.
  const idempotencyKey: Full<Omit<IdempotencyKey, 'refusal' | 'approvalId'>> = {
    caller: '(shop)',
    key: `${testId('key')}"\\,{}`,
    created,
    fingerprint: 'first',
    refundId: id,
  };
  // A new task is neither claimed nor parked.
  const task: Full<Omit<RefundTask, 'claimedUntil' | 'parkedReason'>> = {
    refundId: id,
    step: 'settle',
    due: created,
  };
  const { decision, key } = await writtenFor(verbs, { charge: charge.id, amount: 400n });
  const written: Written = {
    decision,
    rows: {
      refund,
      balanceTransaction,
      transferReversal: [transferReversal],
      applicationFeeRefund: [applicationFeeRefund],
      refundEvent,
      blockListEntry: [blockListEntry],
    },
    key: { ...key, caller: idempotencyKey.caller, key: idempotencyKey.key },
    counted: null,
    task: { step: task.step, at: task.due, delayMs: 0 },
  };
  return { written, idempotencyKey, task };
}

test('every column of a row is recorded with its given value', async () => {
  const { written, idempotencyKey, task } = await fullRefund();
  const { rows } = written;
  expect(await recordRefunds(verbs.database, [written])).not.toBeNull();
  const { prisma } = verbs.database;
  const { id, chargeId } = rows.refund;
  expect(await prisma.refund.findUnique({ where: { id } })).toEqual(rows.refund);
  expect(await prisma.transferReversal.findMany({ where: { chargeId } })).toEqual(rows.transferReversal);
  expect(await prisma.applicationFeeRefund.findMany({ where: { chargeId } })).toEqual(
    rows.applicationFeeRefund,
  );
  expect(await prisma.blockListEntry.findMany({ where: { chargeId } })).toEqual(rows.blockListEntry);
  expect(
    await prisma.balanceTransaction.findMany({ where: { id: rows.refund.balanceTransactionId ?? '' } }),
  ).toEqual([rows.balanceTransaction]);
  const ofRefund = { where: { refundId: id } };
  expect(await prisma.refundEvent.findMany(ofRefund)).toEqual([
    { ...rows.refundEvent, position: expect.anything() },
  ]);
  expect(await prisma.idempotencyKey.findMany(ofRefund)).toEqual([
    { ...idempotencyKey, approvalId: null, refusal: null },
  ]);
  expect(await prisma.refundTask.findMany(ofRefund)).toEqual([
    { ...task, claimedUntil: null, parkedReason: null },
  ]);
});

test('the columns that a new refund does not fill are empty or false', async () => {
  const { rows } = await writtenFor(verbs, {
    charge: (await insertCharge(verbs.database)).id,
    amount: 400n,
  });
  const left = Object.entries(isFilled).flatMap(([field, filled]) => (filled ? [] : [field]));
  const values = left.map((field) => rows.refund[field as keyof Refund]);
  expect(values).toEqual(left.map((field) => (field === 'imported' || field === 'released' ? false : null)));
});

test.each([
  ['new_refund', newRefund],
  ['charge_guard', chargeGuard],
])('the values of %s are sent in the order of the type', async (type, attributes) => {
  const { rows } = await verbs.database.pool.query<{ name: string }>(
    `SELECT attribute_name AS name FROM information_schema.attributes
     WHERE udt_schema = current_schema() AND udt_name = $1 ORDER BY ordinal_position`,
    [type],
  );
  expect(rows.map(({ name }) => name)).toEqual([...attributes.keys()].map(columnOf));
});

test('every text of a composite value arrives as it was sent', async () => {
  const texts = [
    're_1',
    'a-b.c:d@e',
    '',
    ' ',
    ' a ',
    'a b',
    'a,b',
    '(a)',
    '"',
    '\\',
    '{a}',
    'NULL',
    'a\nb',
    'é',
    '\n',
  ];
  const attributes = new Map(
    [...chargeGuard.keys()].map((name) => [name, name === 'chargeId' ? String : () => null]),
  );
  const { rows } = await verbs.database.pool.query<{ text: string }>(
    'SELECT charge_id AS text FROM unnest($1::charge_guard[])',
    [compositesOf(attributes, texts)],
  );
  expect(rows.map(({ text }) => text)).toEqual(texts);
});
