import { describe, expect, test } from 'vitest';
import {
  decidePolicy,
  type PolicyFacts,
  refuseApprover,
  refuseByWindow,
  refuseNote,
  refuseReasonCode,
} from '../../src/rules/decide-policy.js';
import { type CallerLimit, refundableUntil } from '../../src/rules/policy.js';
import { chargeOf } from '../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../support/rows/policies.js';

const charge = chargeOf();
const now = new Date('2026-03-01T12:00:00.000Z');
const today = { day: '2026-03-01', amount: 0n, count: 0 };
const facts = (values: Partial<PolicyFacts>): PolicyFacts => ({
  policy: policyWith(),
  caller: 'desk-1',
  now,
  day: null,
  ...values,
});
const decide = (amount: bigint, limit: Partial<CallerLimit>, day: PolicyFacts['day'] = null) =>
  decidePolicy({ charge, amount }, facts({ policy: policyWith({ limits: [limitWith(limit)] }), day }));

describe('section 12: limits', () => {
  test('a caller without a limit may do everything, and no day counts it', () => {
    expect(decidePolicy({ charge, amount: 1000n }, facts({}))).toEqual({ verdict: 'allowed', counted: null });
    expect(decide(1000n, { caller: 'shop', maxAmount: 1n })).toEqual({ verdict: 'allowed', counted: null });
    expect(decide(1000n, { currency: 'eur', maxAmount: 1n })).toEqual({ verdict: 'allowed', counted: null });
  });

  test('a limit of a day decides nothing without the day, and no other limit takes one', () => {
    const message = 'The day of desk-1 was not read as its limit asks';
    expect(() => decide(1n, { maxAmountPerDay: 500n })).toThrow(message);
    expect(() => decide(1n, { maxAmount: 500n }, today)).toThrow(message);
  });

  test('the largest single refund', () => {
    expect(decide(100n, { maxAmount: 100n })).toEqual({ verdict: 'allowed', counted: null });
    expect(decide(101n, { maxAmount: 100n })).toEqual({
      verdict: 'refused',
      refusal: {
        code: 'REFUND_LIMIT_EXCEEDED',
        message: 'Refund amount ($1.01) is greater than the limit of $1.00 for a single refund.',
        param: 'amount',
        limit: 100n,
        left: 100n,
        currency: 'usd',
      },
    });
  });

  test('the sum of a day', () => {
    const day = { ...today, amount: 400n, count: 7 };
    expect(decide(100n, { maxAmountPerDay: 500n }, day)).toEqual({
      verdict: 'allowed',
      counted: { caller: 'desk-1', currency: 'usd', day: '2026-03-01', maxAmount: 500n, maxCount: null },
    });
    expect(decide(101n, { maxAmountPerDay: 500n }, day)).toEqual({
      verdict: 'refused',
      refusal: {
        code: 'REFUND_LIMIT_EXCEEDED',
        message: 'Refund amount ($1.01) is greater than what is left of the limit of $5.00 a day ($1.00).',
        param: 'amount',
        limit: 500n,
        left: 100n,
        currency: 'usd',
      },
    });
  });

  test('the number of a day', () => {
    expect(decide(100n, { maxCountPerDay: 2 }, { ...today, count: 1 })).toMatchObject({
      verdict: 'allowed',
      counted: { maxAmount: null, maxCount: 2 },
    });
    expect(decide(100n, { maxCountPerDay: 2 }, { ...today, count: 2 })).toEqual({
      verdict: 'refused',
      refusal: {
        code: 'REFUND_LIMIT_EXCEEDED',
        message: 'All 2 refunds in USD that the limit allows in a day were made.',
        param: null,
        limit: 2n,
        left: 0n,
        currency: 'usd',
      },
    });
  });

  test.each([
    { amount: 400n, count: 1, left: 100n },
    { amount: 0n, count: 1, left: 300n },
    { amount: 0n, count: 2, left: 0n },
  ])('$left is left for one refund after $count with $amount in all', ({ amount, count, left }) => {
    const limit = { maxAmount: 300n, maxAmountPerDay: 500n, maxCountPerDay: 2 };
    expect(decide(301n, limit, { ...today, amount, count })).toMatchObject({
      refusal: { limit: 300n, left },
    });
  });

  test('beyond a limit a refund needs approval where the policy says so', () => {
    const decided = decide(101n, { maxAmount: 100n, aboveLimit: 'approve' });
    expect(decided).toEqual({
      verdict: 'needs approval',
      exceeded: {
        code: 'REFUND_LIMIT_EXCEEDED',
        message: 'Refund amount ($1.01) is greater than the limit of $1.00 for a single refund.',
        param: 'amount',
        limit: 100n,
        left: 100n,
        currency: 'usd',
      },
      expiresAfterHours: 72,
    });
    expect(decide(100n, { maxAmount: 100n, aboveLimit: 'approve' }).verdict).toBe('allowed');
  });
});

describe('rule 13.4: who approves a refund', () => {
  const approver = (amount: bigint, limit: Partial<CallerLimit>, days = new Map<string, number>()) =>
    refuseApprover(
      { charge, amount },
      { policy: policyWith({ limits: [limitWith(limit)], refundWindowDays: days }), caller: 'desk-1', now },
    );

  test.each([
    ['of single refunds', { maxAmount: 100n }, 'the limit of $1.00 for a single refund'],
    ['of a day', { maxAmountPerDay: 100n }, 'what is left of the limit of $1.00 a day ($1.00)'],
  ])('may make a single refund of its amount by the limit %s', (_, limit, words) => {
    expect(approver(100n, limit)).toBeNull();
    expect(approver(101n, { caller: 'desk-2', ...limit })).toBeNull();
    expect(approver(101n, limit)).toEqual({
      code: 'REFUND_LIMIT_EXCEEDED',
      message: `Refund amount ($1.01) is greater than ${words}.`,
      param: 'amount',
      limit: 100n,
      left: 100n,
      currency: 'usd',
    });
  });

  test('may make a refund at all', () => {
    expect(approver(1n, { maxCountPerDay: 1 })).toBeNull();
    expect(approver(1n, { maxCountPerDay: 0 })).toEqual({
      code: 'REFUND_LIMIT_EXCEEDED',
      message: 'All 0 refunds in USD that the limit allows in a day were made.',
      param: null,
      limit: 0n,
      left: 0n,
      currency: 'usd',
    });
  });

  test('approves none of a charge that has become too old, whatever the limit', () => {
    const days = new Map([['*', 1]]);
    for (const limit of [{ caller: 'desk-2' }, { maxAmount: 0n }])
      expect(approver(1n, limit, days)).toMatchObject({ code: 'CHARGE_NOT_REFUNDABLE', charge });
  });
});

test('section 12: the end of the window is told, and still counts as in time', () => {
  const policy = policyWith({
    refundWindowDays: new Map([
      ['card', 2],
      ['*', 3],
    ]),
  });
  const of = chargeOf({ created: new Date('2026-02-27T12:00:00.000Z') });
  const until = refundableUntil(policy, of);
  expect(until).toEqual(new Date('2026-03-01T12:00:00.000Z'));
  expect(refuseByWindow(policy, of, until ?? now)).toBeNull();
  expect(refuseByWindow(policy, of, new Date('2026-03-01T12:00:00.001Z'))).toMatchObject({
    code: 'CHARGE_NOT_REFUNDABLE',
  });
  expect(refundableUntil(policy, { ...of, paymentMethodType: 'ideal' })).toEqual(
    new Date('2026-03-02T12:00:00.000Z'),
  );
  expect(refundableUntil(policyWith({ refundWindowDays: new Map([['ideal', 1]]) }), of)).toBeNull();
});

test('section 12: a note is required, and a blank one is none', () => {
  const strict = policyWith({ requireNote: true });
  const missing = { code: 'PARAMETER_MISSING', message: 'Every refund needs a note.', param: 'note' };
  for (const note of [null, undefined, '', ' ']) expect(refuseNote(strict, note)).toEqual(missing);
  expect(refuseNote(strict, 'Called twice')).toBeNull();
  expect(refuseNote(policyWith(), null)).toBeNull();
});

describe('section 12: the age of a charge', () => {
  const DAY_MS = 86_400_000;
  const old = (days: number, paymentMethodType: string | null, ms = 0) =>
    decidePolicy(
      {
        charge: chargeOf({ created: new Date(now.getTime() - days * DAY_MS - ms), paymentMethodType }),
        amount: 1n,
      },
      facts({
        policy: policyWith({
          refundWindowDays: new Map([
            ['card', 180],
            ['*', 365],
          ]),
        }),
      }),
    );

  test('is bounded by the type of its payment method', () => {
    expect(old(180, 'card').verdict).toBe('allowed');
    expect(old(180, 'card', 1)).toEqual({
      verdict: 'refused',
      refusal: {
        code: 'CHARGE_NOT_REFUNDABLE',
        message: expect.stringMatching(
          /^Charge ch_\w+ is older than 180 days\. The policy of this gateway allows no refund of it\.$/,
        ),
        param: null,
        charge: expect.objectContaining({ paymentMethodType: 'card' }),
      },
    });
    expect(old(365, 'ideal').verdict).toBe('allowed');
    expect(old(365, 'ideal', 1).verdict).toBe('refused');
    expect(old(365, null, 1).verdict).toBe('refused');
  });

  test('is not bounded for a type that the policy does not name', () => {
    const policy = policyWith({ refundWindowDays: new Map([['card', 1]]) });
    const ancient = chargeOf({ created: new Date(0), paymentMethodType: 'ideal' });
    expect(decidePolicy({ charge: ancient, amount: 1n }, facts({ policy })).verdict).toBe('allowed');
  });

  test('is refused before a limit is looked at', () => {
    const policy = policyWith({
      limits: [limitWith({ maxAmount: 0n })],
      refundWindowDays: new Map([['*', 1]]),
    });
    expect(decidePolicy({ charge, amount: 1n }, facts({ policy }))).toMatchObject({
      refusal: { code: 'CHARGE_NOT_REFUNDABLE' },
    });
  });
});

describe('section 12: the reason code', () => {
  const listed = policyWith({ reasonCodes: ['damaged', 'late'], requireReasonCode: true });

  test('is one of the policy', () => {
    expect(refuseReasonCode(listed, 'late')).toBeNull();
    expect(refuseReasonCode(listed, 'Late')).toEqual({
      code: 'PARAMETER_INVALID',
      message: "The reason code 'Late' is not one of damaged, late.",
      param: 'reasonCode',
    });
  });

  test('is missing', () => {
    expect(refuseReasonCode(listed, null)).toEqual({
      code: 'PARAMETER_MISSING',
      message: 'Every refund needs a reason code: one of damaged, late.',
      param: 'reasonCode',
    });
    expect(refuseReasonCode({ ...listed, requireReasonCode: false }, undefined)).toBeNull();
  });

  test.each(['', '  ', '\u00a0\n'])('is missing if it is blank: %j', (blank) => {
    for (const reasonCodes of [null, ['damaged', 'late']])
      expect(refuseReasonCode({ ...listed, reasonCodes }, blank)).toMatchObject({
        code: 'PARAMETER_MISSING',
        param: 'reasonCode',
      });
    expect(refuseReasonCode({ ...listed, requireReasonCode: false }, blank)?.code).toBe('PARAMETER_INVALID');
    expect(refuseReasonCode(policyWith(), blank)).toBeNull();
  });

  test('is free where the policy lists none', () => {
    expect(refuseReasonCode(policyWith(), 'anything')).toBeNull();
    expect(refuseReasonCode(policyWith({ requireReasonCode: true }), 'anything')).toBeNull();
    expect(refuseReasonCode(policyWith({ requireReasonCode: true }), null)).toEqual({
      code: 'PARAMETER_MISSING',
      message: 'Every refund needs a reason code.',
      param: 'reasonCode',
    });
  });
});
