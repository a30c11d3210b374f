import { expect, test } from 'vitest';
import type { Refund } from '../../../prisma/generated/prisma/client.js';
import { changesBetween } from '../../../src/refunds/events/record-event.js';

const before: Refund = {
  id: 're_1',
  amount: 100n,
  actionEmailSentAt: null,
  actionEmailSentTo: null,
  actionExpiresAt: null,
  applicationFeeRefundId: null,
  balanceTransactionId: 'txn_1',
  chargeId: 'ch_1',
  countedOn: null,
  created: new Date('2026-03-01T12:00:00Z'),
  createdBy: 'anna',
  currency: 'usd',
  description: null,
  destinationType: 'card',
  destinationCardReference: null,
  destinationCardReferenceStatus: 'pending',
  destinationCardReferenceType: 'acquirer_reference_number',
  destinationCardType: 'refund',
  failureBalanceTransactionId: null,
  failureReason: null,
  imported: false,
  instructionsEmail: null,
  lines: null,
  metadata: { order: '7', box: 'red' },
  note: null,
  paymentIntentId: null,
  pendingReason: 'processing',
  reason: null,
  reasonCode: null,
  receiptNumber: null,
  refundApplicationFee: false,
  released: false,
  replacesId: null,
  reverseTransfer: false,
  sourceTransferReversalId: null,
  status: 'pending',
  transferReversalId: null,
};

test('section 12: an event has every recorded field that changed, in one order, as texts', () => {
  const at = new Date('2026-03-02T12:00:00.5Z');
  const after: Refund = {
    ...before,
    destinationCardReferenceStatus: 'available',
    destinationCardReference: '123',
    actionExpiresAt: at,
    actionEmailSentAt: at,
    failureBalanceTransactionId: 'txn_2',
    failureReason: 'declined',
    pendingReason: null,
    status: 'failed',
    actionEmailSentTo: 'ann@example.com',
    receiptNumber: '1-1',
  };
  const time = '2026-03-02T12:00:00.500Z';
  expect(changesBetween(before, after)).toEqual([
    { field: 'status', before: 'pending', after: 'failed' },
    { field: 'pendingReason', before: 'processing', after: null },
    { field: 'failureReason', before: null, after: 'declined' },
    { field: 'failureBalanceTransactionId', before: null, after: 'txn_2' },
    { field: 'actionEmailSentAt', before: null, after: time },
    { field: 'actionExpiresAt', before: null, after: time },
    { field: 'destinationCardReference', before: null, after: '123' },
    { field: 'destinationCardReferenceStatus', before: 'pending', after: 'available' },
  ]);
  expect(changesBetween(after, after)).toEqual([]);
});

test('section 12: metadata is recorded by key, in the order of the keys', () => {
  const metadata = { constructor: 'x', order: '7', apron: 'blue' };
  expect(changesBetween(before, { ...before, metadata })).toEqual([
    { field: 'metadata.apron', before: null, after: 'blue' },
    { field: 'metadata.box', before: 'red', after: null },
    { field: 'metadata.constructor', before: null, after: 'x' },
  ]);
});
