import { expect, test } from 'vitest';
import { ledgerKindByObject } from '../../src/import/steps/ledger-kinds.js';
import { toColumns } from '../../src/ledger/tables.js';
import { type Columns, mergeImported } from '../../src/rules/merge-imported.js';
import { ObjectReader } from '../../src/stripe/object-reader.js';
import {
  CREATED,
  chargeObject,
  disputeObject,
  feeRefundObject,
  refundObject,
  type StripeExample,
  transferReversalObject,
} from '../support/rows/stripe-objects.js';

function kindOf(object: StripeExample) {
  const kind = ledgerKindByObject.get(`${object['object']}`);
  if (!kind) throw new Error(`No kind of ${object['object']}`);
  return { kind, row: kind.read(new ObjectReader(object)) };
}

/** The columns of an object, as the database writes them. */
function columnsOf(object: StripeExample): Columns {
  const { kind, row } = kindOf(object);
  const values: Columns = JSON.parse(JSON.stringify(toColumns(row)));
  return Object.fromEntries(kind.columns.map((column) => [column, values[column] ?? null]));
}

/** What an import makes of an object that the ledger has with some other values, and what it tells. */
function merged(object: StripeExample, said: StripeExample, ours: Columns) {
  const { kind } = kindOf(object);
  const before = columnsOf(said);
  return mergeImported(before, { ...before, ...ours }, columnsOf(object), kind.together, kind.later);
}

test.each<[StripeExample, Columns]>([
  [
    chargeObject({
      failure_code: 'card_declined',
      failure_message: 'Your card was declined.',
      receipt_url: 'https://pay.example.com/1',
    }),
    {
      billing_name: 'Jenny Rosen',
      failure_code: 'card_declined',
      failure_message: 'Your card was declined.',
      receipt_url: 'https://pay.example.com/1',
    },
  ],
  [
    disputeObject({ charge: 'ch_1', evidence_details: { due_by: CREATED } }),
    { evidence_due_by: new Date(CREATED * 1000).toISOString() },
  ],
])('section 11: columns that the ledger did not always have are filled: $object', (object, columns) => {
  const none = Object.fromEntries(Object.keys(columns).map((name) => [name, null]));
  const filled = merged(object, object, { ...none, amount: '7' });
  expect(filled).toMatchObject({ merged: { ...columns, amount: '7' }, conflicts: [] });
});

const refund = refundObject({ id: 're_1', charge: 'ch_1', status: 'requires_action' });

test.each<[string, StripeExample]>([
  ['another status', { status: 'succeeded' }],
  ['a reason', { status: 'failed', failure_reason: 'declined', failure_balance_transaction: 'txn_1' }],
  ['a pending reason', { status: 'pending', pending_reason: 'processing' }],
  [
    'an action',
    {
      status: 'pending',
      next_action: {
        type: 'display_details',
        display_details: {
          email_sent: { email_sent_at: CREATED, email_sent_to: 'jenny@example.com' },
          expires_at: CREATED,
        },
      },
    },
  ],
])('section 11: no part of a final state is replaced: %s', (_, values) => {
  const ours = { status: 'canceled', failure_reason: 'merchant_request' };
  const again = merged({ ...refund, ...values, receipt_number: '1-2' }, refund, ours);
  expect(again).toEqual({
    merged: { ...columnsOf(refund), ...ours, receipt_number: '1-2' },
    conflicts: [{ field: 'status', isKept: true }],
  });
  expect(merged({ ...refund, ...values }, refund, {}).merged).toMatchObject({ status: values['status'] });
});

test.each<[string, StripeExample, Columns]>([
  [
    'a refund',
    refund,
    {
      applicationFeeRefundId: null,
      countedOn: null,
      createdBy: 'import',
      imported: true,
      lines: null,
      note: null,
      reasonCode: null,
      refundApplicationFee: false,
      released: false,
      replacesId: null,
      reverseTransfer: false,
      saidToHold: true,
    },
  ],
  [
    'a refund that failed, with a reversal',
    { ...refund, status: 'failed', transfer_reversal: 'trr_1' },
    { refundApplicationFee: false, reverseTransfer: true, saidToHold: false },
  ],
  ['a reversal', transferReversalObject({ transfer: 'tr_1' }), { chargeId: null }],
  ['a fee refund', feeRefundObject({ fee: 'fee_1' }), { chargeId: null }],
  ['a charge', chargeObject({ amount_refunded: 300 }), { reportedRefunded: 300n }],
])('section 11: what an import knows of an object that does not say it: %s', (_, object, values) => {
  expect(kindOf(object).row).toMatchObject(values);
});
