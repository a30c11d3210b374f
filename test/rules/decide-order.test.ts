import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { isRefusal } from '../../src/rules/refusal.js';
import { decide, factsOf } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

/** One thing that a rule refuses. A request with two faults shows which check comes first. */
interface Fault {
  readonly name: string;
  readonly charge?: Partial<Charge>;
  readonly input?: CreateRefundInput;
  /** Added to the amount, so that any amount can have wrong last digits. */
  readonly odd?: bigint;
  readonly disputed?: true;
  readonly says: RegExp;
}

/** The faults, in the order of the checks (rules, section 1). */
const faults: readonly Fault[] = [
  {
    name: 'ids that disagree',
    input: { paymentIntent: 'pi_other' },
    says: /does not belong to PaymentIntent/,
  },
  { name: 'failed', charge: { status: 'failed' }, says: /has failed/ },
  {
    name: 'uncaptured of a payment intent',
    charge: { captured: false, paymentIntentId: 'pi_1' },
    says: /Cancel the PaymentIntent instead/,
  },
  {
    name: 'uncaptured in part',
    charge: { captured: false },
    input: { amount: 500n },
    says: /cannot partially refund/,
  },
  { name: 'disputed', disputed: true, says: /charged back/ },
  { name: 'nothing left', charge: { amountRefunded: 1000n }, says: /has already been refunded/ },
  { name: 'changed', input: { expectedAmountRefundable: 77n }, says: /now, not/ },
  { name: "the currency's last digits", charge: { currency: 'isk' }, odd: 50n, says: /multiples of 100/ },
  { name: 'too much', input: { amount: 2000n }, says: /is greater than/ },
  {
    name: 'missing e-mail',
    charge: { paymentMethodType: 'konbini', billingEmail: null },
    says: /need an e-mail address/,
  },
];

function messageOf(...together: readonly Fault[]): string {
  const values = Object.assign({}, ...together.map(({ charge }) => charge)) as Partial<Charge>;
  const input = Object.assign({}, ...together.map(({ input }) => input)) as CreateRefundInput;
  const odd = together.reduce((sum, { odd = 0n }) => sum + odd, 0n);
  const amount = odd > 0n ? (input.amount ?? 100n) + odd : (input.amount ?? null);
  const disputes = together.some(({ disputed }) => disputed)
    ? [{ status: 'needs_response' as const, isChargeRefundable: false }]
    : [];
  const charge = chargeOf(values, disputes);
  const decision = decide(
    { ...input, charge: charge.id, amount },
    factsOf(charge, { paymentIntent: input.paymentIntent ? { id: input.paymentIntent } : null }),
  );
  return isRefusal(decision) ? decision.message : 'allowed';
}

test('section 1: a refund without a fault is allowed', () => {
  expect(messageOf()).toBe('allowed');
});

describe('section 1: each fault alone is refused', () => {
  test.each(faults)('$name', (fault) => {
    expect(messageOf(fault)).toMatch(fault.says);
  });
});

/** Two faults cannot be combined if both set the amount. */
const apart = (a: Fault, b: Fault): boolean => a.input?.amount !== undefined && b.input?.amount !== undefined;

const pairs = faults.flatMap((first, index) =>
  faults
    .slice(index + 1)
    .filter((second) => !apart(first, second))
    .map((second) => ({ first, second })),
);

describe('section 1: with two faults, the message is about the one that is checked first', () => {
  test.each(pairs)('$first.name before $second.name', ({ first, second }) => {
    expect(messageOf(first, second)).toMatch(first.says);
  });
});

test('section 1: with every fault, the message is about the first, and after each repair about the next', () => {
  const together = faults.filter(({ name }) => name !== 'too much');
  for (let mended = 0; mended < together.length; mended++)
    expect(messageOf(...together.slice(mended))).toMatch(together[mended]?.says as RegExp);
});
