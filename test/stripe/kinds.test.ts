import { describe, expect, test } from 'vitest';
import { kinds } from '../../src/stripe/kinds.js';
import { BadObject, NotOfLedger, ObjectReader } from '../../src/stripe/object-reader.js';
import { sumOf } from '../../src/stripe/sums.js';
import {
  chargeObject,
  disputeObject,
  refundObject,
  type StripeExample,
} from '../support/rows/stripe-objects.js';

const refund = (values: StripeExample) =>
  kinds.refund.read(new ObjectReader(refundObject({ id: 're_1', charge: 'ch_1', created: 1000, ...values })));
const charge = (values: StripeExample) =>
  kinds.charge.read(new ObjectReader(chargeObject({ id: 'ch_1', created: 1000, ...values })));
const dispute = (values: StripeExample) =>
  kinds.dispute.read(new ObjectReader(disputeObject({ id: 'dp_1', charge: 'ch_1', ...values })));

test('section 11: every field of a payment intent that the ledger keeps is read', () => {
  const intent = new ObjectReader({
    object: 'payment_intent',
    id: 'pi_1',
    amount: 1000,
    amount_received: 250,
    created: 1000,
    currency: 'usd',
    description: 'a description',
    metadata: { a: 'b' },
    status: 'succeeded',
  });
  expect(kinds.payment_intent.read(intent)).toEqual({
    id: 'pi_1',
    amount: 1000n,
    amountReceived: 250n,
    created: new Date(1_000_000),
    currency: 'usd',
    description: 'a description',
    metadata: { a: 'b' },
    status: 'succeeded',
  });
});

test('section 11: every field of a refund that the ledger keeps is read', () => {
  const whole = refund({
    amount: 100,
    balance_transaction: 'txn_1',
    currency: 'usd',
    description: 'a description',
    destination_details: {
      type: 'card',
      card: { reference: '12', reference_status: 'available', reference_type: 'arn', type: 'refund' },
    },
    failure_balance_transaction: 'txn_2',
    failure_reason: 'lost_or_stolen_card',
    instructions_email: 'a@example.com',
    metadata: { a: 'b' },
    next_action: {
      type: 'display_details',
      display_details: {
        email_sent: { email_sent_at: 2000, email_sent_to: 'b@example.com' },
        expires_at: 3000,
      },
    },
    payment_intent: 'pi_1',
    pending_reason: 'processing',
    reason: 'duplicate',
    receipt_number: '1-2',
    source_transfer_reversal: 'trr_1',
    status: 'pending',
    transfer_reversal: 'trr_2',
  });
  expect(whole).toEqual({
    id: 're_1',
    actionEmailSentAt: new Date(2_000_000),
    actionEmailSentTo: 'b@example.com',
    actionExpiresAt: new Date(3_000_000),
    amount: 100n,
    balanceTransactionId: 'txn_1',
    chargeId: 'ch_1',
    created: new Date(1_000_000),
    currency: 'usd',
    description: 'a description',
    destinationCardReference: '12',
    destinationCardReferenceStatus: 'available',
    destinationCardReferenceType: 'arn',
    destinationCardType: 'refund',
    destinationType: 'card',
    failureBalanceTransactionId: 'txn_2',
    failureReason: null,
    instructionsEmail: 'a@example.com',
    metadata: { a: 'b' },
    paymentIntentId: 'pi_1',
    pendingReason: 'processing',
    reason: 'duplicate',
    receiptNumber: '1-2',
    sourceTransferReversalId: 'trr_1',
    status: 'pending',
    transferReversalId: 'trr_2',
  });
});

test('section 11: every field of a charge that the ledger keeps is read', () => {
  const whole = charge({
    amount: 1000,
    amount_captured: 900,
    amount_refunded: 100,
    application_fee: { object: 'application_fee', id: 'fee_1', amount: 77, amount_refunded: 7 },
    application_fee_amount: 70,
    balance_transaction: 'txn_1',
    billing_details: { email: 'a@example.com', name: 'Ann' },
    captured: true,
    currency: 'usd',
    description: 'a description',
    disputed: true,
    failure_code: 'a code',
    failure_message: 'a message',
    metadata: { a: 'b' },
    payment_intent: 'pi_1',
    payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242', fingerprint: 'f1' } },
    receipt_url: 'https://pay.example.com/a',
    refunded: false,
    status: 'succeeded',
    transfer: { object: 'transfer', id: 'tr_1', amount: 800, amount_reversed: 8, currency: 'usd' },
    transfer_data: { amount: 850 },
  });
  expect(whole).toEqual({
    id: 'ch_1',
    amount: 1000n,
    amountCaptured: 900n,
    amountRefunded: 100n,
    applicationFeeAmount: 70n,
    applicationFeeId: 'fee_1',
    balanceTransactionId: 'txn_1',
    billingEmail: 'a@example.com',
    billingName: 'Ann',
    captured: true,
    cardBrand: 'visa',
    cardFingerprint: 'f1',
    cardLast4: '4242',
    created: new Date(1_000_000),
    currency: 'usd',
    description: 'a description',
    disputed: true,
    failureCode: 'a code',
    failureMessage: 'a message',
    metadata: { a: 'b' },
    paymentIntentId: 'pi_1',
    paymentMethodType: 'card',
    receiptUrl: 'https://pay.example.com/a',
    reportedCurrency: 'usd',
    reportedFeeRefunded: 7n,
    reportedReversed: 8n,
    saysTransferAmount: true,
    status: 'succeeded',
    transferAmount: 850n,
    transferCurrency: null,
    transferId: 'tr_1',
  });
});

test.each<[StripeExample, object]>([
  [{ status: 'failed', failure_reason: 'lost_or_stolen_card' }, { failureReason: 'lost_or_stolen_card' }],
  [{ status: 'canceled', failure_reason: 'of tomorrow' }, { failureReason: 'unknown' }],
  [{ status: 'failed' }, { failureReason: null }],
  [
    { status: 'succeeded', failure_reason: 'declined', pending_reason: 'processing' },
    { failureReason: null, pendingReason: null },
  ],
  [{ status: 'pending', pending_reason: 'of tomorrow' }, { pendingReason: null }],
  [{ status: null }, { status: 'succeeded' }],
])('section 11: the reasons of a refund go with its status: %j', (values, expected) => {
  expect(refund(values)).toMatchObject(expected);
});

test('section 2: a refund is of one unit at least', () => {
  expect(refund({ amount: 1 })).toMatchObject({ amount: 1n });
  expect(() => refund({ amount: 0 })).toThrow(
    new BadObject('amount is 0, not a whole number from 1 to 9007199254740991'),
  );
});

test('section 11: a refund of neither a charge nor a payment intent is not of the ledger', () => {
  expect(() => refund({ charge: null })).toThrow(new NotOfLedger('refund of a customer’s balance'));
  expect(refund({ charge: null, payment_intent: 'pi_1' })).toMatchObject({ chargeId: null });
});

describe('section 11: who paid a charge', () => {
  const details = { email: 'a@example.com', name: 'Ann' };
  const owner = { email: 'b@example.com', name: 'Bea' };
  const source = { id: 'src_1', object: 'source', name: 'Cleo', account_holder_name: 'Dora' };
  const none = { billing_details: null, receipt_email: 'r@example.com' };

  test.each<[string, StripeExample, object]>([
    [
      'the billing details come first',
      { ...none, billing_details: details, source: { ...source, owner } },
      { billingEmail: 'a@example.com', billingName: 'Ann' },
    ],
    [
      'then the owner of the source',
      { ...none, source: { ...source, owner } },
      { billingEmail: 'b@example.com', billingName: 'Bea' },
    ],
    [
      'then the card',
      { ...none, source, card: { id: 'card_1', name: 'Eve' } },
      { billingEmail: 'r@example.com', billingName: 'Eve' },
    ],
    [
      'then the card of the source',
      { ...none, source: { ...source, card: { name: 'Fay' } } },
      { billingName: 'Fay' },
    ],
    ['then the source', { ...none, source }, { billingName: 'Cleo' }],
    [
      'then the holder of its account',
      { ...none, source: { ...source, name: null } },
      { billingName: 'Dora' },
    ],
    ['or nobody', { billing_details: null, receipt_email: null }, { billingEmail: null, billingName: null }],
  ])('%s', (_, values, expected) => {
    expect(charge(values)).toMatchObject(expected);
  });

  test.each([
    [{ billing_details: { name: 7 } }, 'billing_details.name is not a string'],
    [{ ...none, source: { id: 'src_1', owner: 'Ann' } }, 'source.owner is not an object'],
  ])('a wrong value is told without it: %#', (values, why) => {
    expect(() => charge(values)).toThrow(new BadObject(why));
  });
});

test.each<[StripeExample, object]>([
  [{ amount: 1000, captured: true, amount_captured: undefined }, { amountCaptured: 1000n }],
  [{ amount: 1000, captured: false, amount_captured: undefined }, { amountCaptured: 0n }],
  [{ amount: 1000, amount_captured: 300, amount_refunded: 300, refunded: true }, { amountRefunded: 1000n }],
  [{ amount: 1000, amount_captured: 300, amount_refunded: 300, refunded: false }, { amountRefunded: 300n }],
  [{ amount: 1000, amount_captured: 300, amount_refunded: 200, refunded: true }, { amountRefunded: 200n }],
  [{ amount: 1000, captured: false, amount_captured: 0, refunded: true }, { amountRefunded: 1000n }],
  [{ amount_refunded: undefined }, { amountRefunded: 0n }],
  [{ disputed: undefined, dispute: 'dp_1' }, { disputed: true }],
  [{ disputed: undefined, dispute: null }, { disputed: false }],
  [{ receipt_url: 'https://pay.example.com/a' }, { receiptUrl: 'https://pay.example.com/a' }],
  [{ receipt_url: 'javascript:alert(1)' }, { receiptUrl: null }],
  [{ receipt_url: 'http://pay.example.com/a' }, { receiptUrl: null }],
])('section 2: what older charges do not say follows from the rest: %j', (values, expected) => {
  expect(charge(values)).toMatchObject(expected);
});

test.each<[StripeExample, object]>([
  [{ evidence_details: { due_by: 1000 }, evidence_due_by: 2000 }, { evidenceDueBy: new Date(1_000_000) }],
  [{ evidence_details: null, evidence_due_by: 2000 }, { evidenceDueBy: new Date(2_000_000) }],
  [{ is_charge_refundable: undefined }, { isChargeRefundable: false }],
  [{ status: 'charge_refunded' }, { status: 'warning_closed' }],
])('section 11: what older disputes say is read: %j', (values, expected) => {
  expect(dispute(values)).toMatchObject(expected);
});

describe('section 3: the sums of a transfer and of an application fee', () => {
  const transfer = { object: 'transfer', id: 'tr_1', amount: 900, amount_reversed: 5, currency: 'usd' };
  const fee = { object: 'application_fee', id: 'fee_1', amount: 90, amount_refunded: 7, currency: 'eur' };

  test('are read from their own fields', () => {
    expect([sumOf(transfer), sumOf(fee)]).toEqual([
      { object: 'transfer', id: 'tr_1', amount: 900n, returned: 5n, currency: 'usd' },
      { object: 'application_fee', id: 'fee_1', amount: 90n, returned: 7n, currency: 'eur' },
    ]);
  });

  test('are none of an incomplete object, or of another kind', () => {
    const { amount_reversed: _, ...incomplete } = transfer;
    expect([incomplete, { ...transfer, id: null }, { ...fee, object: 'payout' }].map(sumOf)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('section 11: a text that the ledger indexes or searches has at most 512 characters', () => {
  const long = 'x'.repeat(513);
  const none = { billing_details: null, receipt_email: null, payment_method_details: null };
  const method = (card: StripeExample) => ({ payment_method_details: { type: 'card', card } });
  const source = (values: object) => ({ ...none, source: { id: 'src_1', ...values } });

  test.each<[string, () => unknown]>([
    ['billing_details.email', () => charge({ billing_details: { email: long } })],
    ['billing_details.name', () => charge({ billing_details: { name: long } })],
    ['receipt_email', () => charge({ ...none, receipt_email: long })],
    ['source.owner.email', () => charge(source({ owner: { email: long } }))],
    ['source.owner.name', () => charge(source({ owner: { name: long } }))],
    ['source.name', () => charge(source({ name: long }))],
    ['source.account_holder_name', () => charge(source({ account_holder_name: long }))],
    ['source.type', () => charge(source({ type: long }))],
    ['failure_code', () => charge({ failure_code: long })],
    ['payment_method_details.type', () => charge({ payment_method_details: { type: long } })],
    ['payment_method_details.card.last4', () => charge(method({ last4: long }))],
    ['payment_method_details.card.fingerprint', () => charge(method({ fingerprint: long }))],
    ['instructions_email', () => refund({ instructions_email: long })],
  ])('%s', (path, read) => {
    expect(read).toThrow(new BadObject(`${path} is longer than 512 characters`));
  });
});
