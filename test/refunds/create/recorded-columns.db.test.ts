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
import { toColumns } from '../../../src/ledger/tables.js';
import { testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, insertPaymentIntent, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const created = new Date('2026-02-01T10:00:00.123Z');

/** A row in which every field has a value. A new field does not compile until this file gives it a value. */
type Full<Row> = { [Field in keyof Row]: NonNullable<Row[Field]> };

/** At least one row of each table that a refund writes, in the form that `record_refunds` takes. */
async function fullRows() {
  const { id: paymentIntentId } = await insertPaymentIntent(verbs.database);
  const charge = await insertCharge(verbs.database, { paymentIntentId });
  const ids = {
    charge: charge.id,
    refund: testId('re'),
    replaced: testId('re'),
    balance: testId('txn'),
    failure: testId('txn'),
  };
  const balanceTransaction = (id: string): Full<BalanceTransaction> => ({
    id,
    amount: -400n,
    created,
    currency: 'usd',
    fee: 12n,
    net: -412n,
    type: 'refund',
  });
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
  // Only a pending refund has a pending reason, and only a failed or canceled refund has a failure reason.
  const pending: Full<Omit<Refund, 'failureReason'>> = {
    id: ids.refund,
    amount: 400n,
    actionEmailSentAt: created,
    actionEmailSentTo: 'jenny@example.com',
    actionExpiresAt: new Date('2026-03-01T10:00:00.000Z'),
    applicationFeeRefundId: applicationFeeRefund.id,
    balanceTransactionId: ids.balance,
    chargeId: charge.id,
    countedOn: '2026-02-01',
    created,
    createdBy: 'desk',
    currency: 'usd',
    description: 'A refund',
    destinationType: 'card',
    destinationCardReference: '123456789012',
    destinationCardReferenceStatus: 'available',
    destinationCardReferenceType: 'acquirer_reference_number',
    destinationCardType: 'refund',
    failureBalanceTransactionId: ids.failure,
    imported: true,
    released: true,
    instructionsEmail: 'jenny@example.com',
    lines: [{ description: 'A cup', amount: '400' }],
    metadata: { order: '6735' },
    note: 'Called twice',
    paymentIntentId,
    pendingReason: 'processing',
    reason: 'fraudulent',
    reasonCode: 'damaged',
    receiptNumber: '1234-5678',
    // The failed refund below.
    replacesId: ids.replaced,
    refundApplicationFee: true,
    reverseTransfer: true,
    sourceTransferReversalId: testId('trr'),
    status: 'pending',
    transferReversalId: transferReversal.id,
  };
  const failed: Full<Omit<Refund, 'pendingReason' | 'applicationFeeRefundId'>> = {
    ...pending,
    id: ids.replaced,
    replacesId: ids.refund,
    status: 'failed',
    failureReason: 'declined',
  };
  const refunds: readonly Refund[] = [
    { ...pending, failureReason: null },
    { ...failed, pendingReason: null, applicationFeeRefundId: null },
  ];
  const refundEvent: Full<Omit<RefundEvent, 'position'>> = {
    id: testId('evt'),
    changes: [{ field: 'status', before: null, after: 'pending' }],
    actor: 'desk',
    created,
    refundId: ids.refund,
    status: 'pending',
    type: 'refund_created',
  };
  const blockListEntry: Full<BlockListEntry> = {
    id: testId('blk'),
    type: 'email',
    value: `${testId('jenny')}@example.com`,
    chargeId: charge.id,
    created,
    refundId: ids.refund,
  };
  // Other statements record refusals and requests for approval.
  const idempotencyKey: Full<Omit<IdempotencyKey, 'refusal' | 'approvalId'>> = {
    caller: 'shop',
    key: testId('key'),
    created,
    fingerprint: 'first',
    refundId: ids.refund,
  };
  // A new task is neither claimed nor parked.
  const task: Full<Omit<RefundTask, 'claimedUntil' | 'parkedReason'>> = {
    refundId: ids.refund,
    step: 'settle',
    due: created,
  };

  const guard = { chargeId: charge.id, revision: 0, amount: 400n, amountRefunded: null };
  const entry = {
    guard: [{ ...guard, applicationFeeRefundAmount: 0n, transferReversalAmount: 0n }],
    idempotency_key: [idempotencyKey],
    balance_transaction: [balanceTransaction(ids.balance), balanceTransaction(ids.failure)],
    transfer_reversal: [transferReversal],
    application_fee_refund: [applicationFeeRefund],
    refund: refunds,
    refund_event: [refundEvent],
    block_list_entry: [blockListEntry],
    refund_task: [{ refundId: ids.refund, step: task.step, at: created, delayMs: 0 }],
  };
  const columns: Record<string, Record<string, unknown>[]> = Object.fromEntries(
    Object.entries(entry).map(([table, rows]) => [table, rows.map(toColumns)]),
  );
  return { ids, columns, task, idempotencyKey, rows: entry };
}

const record = async (columns: object): Promise<number> =>
  (await verbs.database.pool.query('SELECT * FROM record_refunds($1::jsonb)', [JSON.stringify(columns)])).rows
    .length;

test('every column of a row is recorded with its given value', async () => {
  const { ids, columns, rows, task, idempotencyKey } = await fullRows();
  expect(await record(columns)).toBe(1);
  const { prisma } = verbs.database;
  const byId = { orderBy: { id: 'asc' } } as const;
  const sorted = <Row extends { readonly id: string }>(all: readonly Row[]) =>
    all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ofCharge = { where: { chargeId: ids.charge }, ...byId };
  expect(await prisma.refund.findMany(ofCharge)).toEqual(sorted(rows.refund));
  expect(await prisma.transferReversal.findMany(ofCharge)).toEqual(rows.transfer_reversal);
  expect(await prisma.applicationFeeRefund.findMany(ofCharge)).toEqual(rows.application_fee_refund);
  expect(await prisma.blockListEntry.findMany(ofCharge)).toEqual(rows.block_list_entry);
  expect(
    await prisma.balanceTransaction.findMany({ where: { id: { in: [ids.balance, ids.failure] } }, ...byId }),
  ).toEqual(sorted(rows.balance_transaction));
  const ofRefund = { where: { refundId: ids.refund } };
  expect(await prisma.refundEvent.findMany(ofRefund)).toEqual([
    { ...rows.refund_event[0], position: expect.anything() },
  ]);
  expect(await prisma.idempotencyKey.findMany(ofRefund)).toEqual([
    { ...idempotencyKey, approvalId: null, refusal: null },
  ]);
  expect(await prisma.refundTask.findMany(ofRefund)).toEqual([
    { ...task, claimedUntil: null, parkedReason: null },
  ]);
});

test('an older process leaves out a column that has a default, and the default is recorded', async () => {
  const tables = Object.keys((await fullRows()).columns);
  const { rows: defaults } = await verbs.database.pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = ANY($1) AND is_nullable = 'NO' AND column_default IS NOT NULL`,
    [tables],
  );
  expect(defaults).toContainEqual({ table: 'idempotency_key', column: 'created' });
  for (const { table, column } of defaults) {
    const { columns } = await fullRows();
    for (const row of columns[table] ?? []) delete row[column];
    expect(await record(columns), `without ${table}.${column}`).toBe(1);
  }
});
