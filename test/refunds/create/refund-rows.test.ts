import { describe, expect, test } from 'vitest';
import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import { type RefundRows, refundRows } from '../../../src/refunds/create/refund-rows.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { allowed } from '../../support/rows/deciding.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';

const at = new Date('2026-03-01T12:00:00.000Z');
const context = { at, actor: 'desk', actionExpiresAfterMs: 60_000 };
/** The rows of a refund that was decided for a processor that settles every card refund at once. */
const rowsOf = (charge: Charge, input: CreateRefundInput = {}): RefundRows =>
  refundRows(allowed(charge, input), input, context);
const idOf = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}_`));

/** A refund of a charge by card that returns all of it, without anything else. */
const plain = (charge: Charge): Refund => ({
  id: idOf('re'),
  amount: 1000n,
  actionEmailSentAt: null,
  actionEmailSentTo: null,
  actionExpiresAt: null,
  applicationFeeRefundId: null,
  balanceTransactionId: idOf('txn'),
  chargeId: charge.id,
  countedOn: null,
  created: at,
  createdBy: 'desk',
  currency: 'usd',
  description: null,
  destinationCardReference: null,
  destinationCardReferenceStatus: 'pending',
  destinationCardReferenceType: 'acquirer_reference_number',
  destinationCardType: 'refund',
  destinationType: 'card',
  failureBalanceTransactionId: null,
  failureReason: null,
  imported: false,
  instructionsEmail: null,
  lines: null,
  metadata: {},
  note: null,
  paymentIntentId: null,
  pendingReason: null,
  reason: null,
  reasonCode: null,
  receiptNumber: null,
  refundApplicationFee: false,
  released: false,
  replacesId: null,
  reverseTransfer: false,
  sourceTransferReversalId: null,
  status: 'succeeded',
  transferReversalId: null,
});

test('a refund without anything else has only itself, its movement and its event', () => {
  const charge = chargeOf();
  const { refund, ...others } = rowsOf(charge);
  expect(refund).toEqual(plain(charge));
  expect(others).toEqual({
    balanceTransaction: {
      id: refund.balanceTransactionId,
      amount: -1000n,
      created: at,
      currency: 'usd',
      fee: 0n,
      net: -1000n,
      type: 'refund',
    },
    transferReversal: [],
    applicationFeeRefund: [],
    refundEvent: {
      id: idOf('evt'),
      actor: 'desk',
      changes: [],
      created: at,
      refundId: refund.id,
      status: 'succeeded',
      type: 'refund_created',
    },
    blockListEntry: [],
  });
});

test('what the caller gives is in the refund', () => {
  const charge = chargeOf({ paymentIntentId: 'pi_1', currency: 'eur' });
  const input = {
    amount: 400n,
    lines: [{ description: 'A cup', quantity: null, amount: 400n }],
    metadata: { order: '7', empty: '' },
    note: 'Called twice',
    reason: 'duplicate',
    reasonCode: 'damaged',
    refundApplicationFee: true,
    reverseTransfer: true,
  } as const;
  const { refund } = refundRows(allowed(charge, input), input, { ...context, countedOn: '2026-03-01' });
  expect(refund).toEqual({
    ...plain(charge),
    amount: 400n,
    countedOn: '2026-03-01',
    currency: 'eur',
    lines: [{ description: 'A cup', amount: '400' }],
    metadata: { order: '7' },
    note: 'Called twice',
    paymentIntentId: 'pi_1',
    reason: 'duplicate',
    reasonCode: 'damaged',
    refundApplicationFee: true,
    reverseTransfer: true,
  });
});

test('section 12: a blank note is none', () => {
  expect(rowsOf(chargeOf(), { note: ' \n' }).refund.note).toBeNull();
});

describe('section 3: what is returned of the fee and of the transfer', () => {
  const charge = chargeOf({
    applicationFeeAmount: 100n,
    applicationFeeId: 'fee_1',
    transferAmount: 900n,
    transferCurrency: 'eur',
    transferId: 'tr_1',
  });

  test('has rows of its own, and a transfer keeps its currency', () => {
    const { refund, applicationFeeRefund, transferReversal } = rowsOf(charge, {
      refundApplicationFee: true,
      reverseTransfer: true,
    });
    expect([refund.applicationFeeRefundId, refund.transferReversalId]).toEqual([idOf('fr'), idOf('trr')]);
    const common = { chargeId: charge.id, created: at };
    expect(applicationFeeRefund).toEqual([
      {
        ...common,
        id: refund.applicationFeeRefundId,
        amount: 100n,
        currency: 'usd',
        applicationFeeId: 'fee_1',
      },
    ]);
    expect(transferReversal).toEqual([
      { ...common, id: refund.transferReversalId, amount: 900n, currency: 'eur', transferId: 'tr_1' },
    ]);
  });

  test('has none if a share rounds to nothing', () => {
    const both = { refundApplicationFee: true, reverseTransfer: true };
    const { refund, applicationFeeRefund, transferReversal } = rowsOf(
      { ...charge, applicationFeeAmount: 1n, transferAmount: 1n },
      { amount: 1n, ...both },
    );
    expect(refund).toMatchObject({ ...both, applicationFeeRefundId: null, transferReversalId: null });
    expect([applicationFeeRefund, transferReversal]).toEqual([[], []]);
  });

  test('is in the currency of the charge if the transfer has none of its own', () => {
    const { transferReversal } = rowsOf({ ...charge, transferCurrency: null }, { reverseTransfer: true });
    expect(transferReversal).toMatchObject([{ currency: 'usd' }]);
  });
});

describe('section 6: where the money goes', () => {
  const card = { ...plain(chargeOf()) };
  test.each<[string, Partial<Charge>, CreateRefundInput, Partial<Refund>]>([
    [
      'to an account, some time later',
      { paymentMethodType: 'ideal' },
      {},
      {
        destinationType: 'ideal',
        destinationCardReferenceStatus: null,
        destinationCardReferenceType: null,
        destinationCardType: null,
        pendingReason: 'processing',
        status: 'pending',
      },
    ],
    [
      'to an account that the customer is asked for by e-mail',
      { paymentMethodType: 'konbini' },
      { instructionsEmail: 'jenny@example.com' },
      {
        destinationType: 'konbini',
        destinationCardReferenceStatus: null,
        destinationCardReferenceType: null,
        destinationCardType: null,
        actionEmailSentAt: at,
        actionEmailSentTo: 'jenny@example.com',
        actionExpiresAt: new Date('2026-03-01T12:01:00.000Z'),
        instructionsEmail: 'jenny@example.com',
        status: 'requires_action',
      },
    ],
    [
      'nowhere if it releases an authorization, which moves no money',
      { captured: false },
      {},
      {
        balanceTransactionId: null,
        destinationCardReferenceStatus: null,
        destinationCardReferenceType: null,
        destinationCardType: 'reversal',
      },
    ],
  ])('%s', (_, values, input, expected) => {
    const charge = chargeOf(values);
    const { refund, balanceTransaction, refundEvent } = rowsOf(charge, input);
    expect(refund).toEqual({ ...card, chargeId: charge.id, ...expected });
    expect(balanceTransaction?.id ?? null).toBe(refund.balanceTransactionId);
    expect(refundEvent.status).toBe(refund.status);
  });
});

test('rule 16.2: the history of a replacement names the refund that it replaces', () => {
  const charge = chargeOf();
  const { refund, refundEvent } = refundRows({ ...allowed(charge), replacesId: 're_failed' }, {}, context);
  expect(refund).toEqual({ ...plain(charge), replacesId: 're_failed' });
  expect(refundEvent.changes).toEqual([{ field: 'replaces', before: null, after: 're_failed' }]);
});

describe('section 5: a refund for fraud blocks', () => {
  const entry = (type: string, value: string) => ({ type, value });
  test.each([
    [
      'the card and the e-mail address',
      'fp_1',
      'a@b.c',
      [entry('card_fingerprint', 'fp_1'), entry('email', 'a@b.c')],
    ],
    ['only the card', 'fp_1', null, [entry('card_fingerprint', 'fp_1')]],
    ['only the e-mail address', ' ', 'a@b.c', [entry('email', 'a@b.c')]],
    ['nothing', null, ' ', []],
  ])('%s, if no more is known', (_, cardFingerprint, billingEmail, entries) => {
    const charge = chargeOf({ cardFingerprint, billingEmail });
    const { refund, blockListEntry } = rowsOf(charge, { reason: 'fraudulent' });
    expect(blockListEntry).toEqual(
      entries.map((one) => ({
        ...one,
        id: idOf('blk'),
        chargeId: charge.id,
        created: at,
        refundId: refund.id,
      })),
    );
  });

  test.each([null, 'duplicate', 'requested_by_customer', 'resolved_dispute'] as const)(
    'and one for the reason %s blocks nothing',
    (reason) => {
      const charge = chargeOf({ cardFingerprint: 'fp_1', billingEmail: 'a@b.c' });
      expect(rowsOf(charge, { reason }).blockListEntry).toEqual([]);
    },
  );
});
