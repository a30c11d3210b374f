import { describe, expect, test } from 'vitest';
import type { RefundApproval } from '../../prisma/generated/prisma/client.js';
import { inputOf, keptInput, refusalOfApproved, refuseToDecide } from '../../src/rules/approval.js';
import type { RefundDecision } from '../../src/rules/decide-refund.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const at = new Date('2026-01-02T03:04:05Z');
const pending: RefundApproval = {
  id: 'apr_1',
  amount: 400n,
  chargeId: 'ch_1',
  created: at,
  currency: 'usd',
  decidedAt: null,
  decidedBy: null,
  decisionNote: null,
  expiresAt: at,
  input: {},
  message: 'Too much',
  refundId: null,
  requestedBy: 'anna',
  status: 'pending',
};
const messageFor = (approval: Partial<RefundApproval>, caller: string | null) =>
  refuseToDecide({ ...pending, ...approval }, caller)?.message;

describe('rule 13.1: an approval that is not pending is not decided', () => {
  test.each([
    [{ status: 'expired' }, 'Approval apr_1 has expired.'],
    [{ status: 'approved', decidedBy: 'ben' }, 'Approval apr_1 was approved by ben already.'],
    [{ status: 'rejected', decidedBy: 'ben' }, 'Approval apr_1 was rejected by ben already.'],
  ] as const)('%o', (approval, message) => {
    for (const caller of ['anna', 'ben', 'carl', null]) expect(messageFor(approval, caller)).toBe(message);
  });
});

describe('rule 13.2: both callers are known, and differ', () => {
  const unnamed =
    'Approval apr_1 may not be decided by this caller: it takes two callers, and one of them has no name.';
  test.each([
    ['anna', 'ben', undefined],
    ['anna', 'Anna', undefined],
    ['anna', 'anna', 'Approval apr_1 may not be decided by this caller, who asked for the refund.'],
    ['anna', null, unnamed],
    [null, 'ben', unnamed],
    [null, null, unnamed],
  ] as const)('asked by %s, decided by %s', (requestedBy, caller, message) => {
    expect(messageFor({ requestedBy }, caller)).toBe(message);
  });

  test('the refusal shows the approval as it is', () => {
    expect(refuseToDecide(pending, 'anna')).toMatchObject({
      code: 'REFUND_APPROVAL_NOT_PENDING',
      param: 'approval',
      approval: pending,
    });
  });
});

const decision = { charge: chargeOf({ id: 'ch_1' }), amount: 2n ** 53n + 1n, instructionsEmail: 'a@b.c' };

test('rule 13.3: the decided charge, amount and address are kept, and no key and no expectation', () => {
  const kept = keptInput(
    {
      paymentIntent: 'pi_1',
      reason: 'fraudulent',
      metadata: { constructor: 'x' },
      refundApplicationFee: false,
      reverseTransfer: null,
      expectedAmountRefundable: 5n,
      idempotencyKey: 'key',
    },
    decision as RefundDecision,
  );
  const input = JSON.parse(JSON.stringify(kept));
  expect(inputOf({ ...pending, input, amount: decision.amount })).toEqual({
    charge: 'ch_1',
    amount: 2n ** 53n + 1n,
    reason: 'fraudulent',
    metadata: { constructor: 'x' },
    refundApplicationFee: false,
    instructionsEmail: 'a@b.c',
  });
  expect(input.amount).toBe('9007199254740993');
});

describe('rule 13.3: a process of another version never makes a refund without a part of what was asked for', () => {
  const kept = (input: object) =>
    JSON.parse(JSON.stringify(keptInput({ charge: 'ch_1', ...input }, decision as RefundDecision)));
  const lines = [{ description: 'A mug', amount: 400n }];

  test.each([{ replaces: 're_1' }, { lines }])('an older one finds no charge: %o', (input) => {
    expect(kept(input)).not.toHaveProperty('charge');
    expect(inputOf({ ...pending, input: kept(input) })).toMatchObject({ ...input, charge: 'ch_1' });
  });

  test('an older one knows all of a request without them', () => {
    expect(kept({ note: 'Damaged' })).toMatchObject({ charge: 'ch_1' });
  });

  test('this one knows every field of its own, and stops at one that it does not know', () => {
    const all: Required<CreateRefundInput> = {
      charge: 'ch_1',
      paymentIntent: 'pi_1',
      amount: 400n,
      lines,
      refundApplicationFee: true,
      reverseTransfer: true,
      instructionsEmail: 'a@b.c',
      replaces: 're_1',
      reason: 'duplicate',
      metadata: { order: '7' },
      expectedAmountRefundable: 400n,
      idempotencyKey: 'key',
      note: 'Damaged',
      reasonCode: 'late',
    };
    const input = kept(all);
    const { paymentIntent: _, expectedAmountRefundable: __, idempotencyKey: ___, ...known } = all;
    expect(inputOf({ ...pending, input })).toMatchObject(known);
    expect(() => inputOf({ ...pending, input: { ...input, tip: 1 } })).toThrow(
      'This version does not know tip of the approval apr_1',
    );
  });
});

test('rule 13.4: a refusal of the kept input means that the charge no longer allows it', () => {
  const { charge } = decision;
  const message = 'An e-mail address is needed.';
  expect(
    refusalOfApproved({ code: 'PARAMETER_MISSING', message, param: 'instructionsEmail' }, charge),
  ).toEqual({ code: 'CHARGE_NOT_REFUNDABLE', message, param: 'approval', charge });
  const tooLarge = {
    code: 'AMOUNT_TOO_LARGE',
    message,
    param: 'amount',
    charge,
    amountRefundable: 1n,
  } as const;
  expect(refusalOfApproved(tooLarge, charge)).toEqual({ ...tooLarge, param: 'approval' });
});
