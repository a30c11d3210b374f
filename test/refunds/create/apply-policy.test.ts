import { expect, test } from 'vitest';
import { applyPolicy } from '../../../src/refunds/create/apply-policy.js';
import { CallerDays } from '../../../src/refunds/create/caller-days.js';
import type { CallerLimit, Policy } from '../../../src/rules/policy.js';
import { allowed } from '../../support/rows/deciding.js';
import { chargeOf } from '../../support/rows/ledger-rows.js';
import { limitWith, policyWith } from '../../support/rows/policies.js';

const now = new Date('2026-03-01T12:00:00.000Z');
const day = '2026-03-01';
/** 400 of today were refunded in US dollars, by the caller and by another one. */
const days = () =>
  new CallerDays(
    day,
    ['desk', 'shop'].map((caller) => ({ caller, currency: 'usd', day: { day, amount: 400n, count: 2 } })),
  );
const apply = (
  limit: Partial<CallerLimit>,
  given: CallerDays | null,
  { currency = 'usd', ...policy }: Partial<Policy> & { readonly currency?: string } = {},
) =>
  applyPolicy(allowed(chargeOf({ currency }), { amount: 100n }), {
    policy: policyWith({ limits: [limitWith(limit)], ...policy }),
    caller: 'desk',
    now,
    days: given,
  });

test('section 12: a day counts a refund only if a limit of its currency counts days', () => {
  const counted = { caller: 'desk', currency: 'usd', day, maxAmount: 500n, maxCount: null };
  expect(apply({ maxAmountPerDay: 500n }, days())).toEqual({ counted });
  // The days were read for a limit of another currency.
  expect(apply({ maxAmount: 500n }, days())).toEqual({ counted: null });
  expect(apply({ maxAmountPerDay: 1n }, days(), { currency: 'eur' })).toEqual({ counted: null });
  expect(apply({ maxAmount: 500n }, null)).toEqual({ counted: null });
});

test('section 12: the day has what the caller refunded in this currency, also what is not written yet', () => {
  const known = days();
  const exceeded = { code: 'REFUND_LIMIT_EXCEEDED', limit: 499n, left: 99n, currency: 'usd' };
  expect(apply({ maxAmountPerDay: 499n }, known)).toMatchObject(exceeded);
  known.add('shop', 'usd', 100n);
  known.add('desk', 'eur', 100n);
  expect(apply({ maxAmountPerDay: 499n }, known)).toMatchObject(exceeded);
  known.add('desk', 'usd', 90n);
  expect(apply({ maxAmountPerDay: 499n }, known)).toMatchObject({ ...exceeded, left: 9n });
  expect(apply({ maxCountPerDay: 3 }, known)).toMatchObject({ code: 'REFUND_LIMIT_EXCEEDED', limit: 3n });
  expect([known.of('desk', 'usd'), known.of('desk', 'eur'), known.of('desk', 'jpy')]).toEqual([
    { day, amount: 490n, count: 3 },
    { day, amount: 100n, count: 1 },
    { day, amount: 0n, count: 0 },
  ]);
});

test('rule 13.3: a refund beyond a limit waits for approval, as long as the policy says', () => {
  const policy = { approvalExpiresHours: 2 };
  expect(apply({ maxAmount: 99n, aboveLimit: 'approve' }, null, policy)).toEqual({
    needsApproval: {
      exceeded: {
        code: 'REFUND_LIMIT_EXCEEDED',
        message: 'Refund amount ($1.00) is greater than the limit of $0.99 for a single refund.',
        param: 'amount',
        limit: 99n,
        left: 99n,
        currency: 'usd',
      },
      expiresAfterMs: 7_200_000,
    },
  });
});
