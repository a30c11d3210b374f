import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOf } from '../../src/rules/shares.js';

interface Case {
  readonly whole: bigint | null;
  readonly amount: bigint;
  readonly ceiling: bigint;
  readonly returned?: bigint;
  readonly refunded?: bigint;
  readonly every?: boolean;
}
const share = ({ whole, amount, ceiling, returned = 0n, refunded = 0n, every = true }: Case): bigint =>
  shareOf({ whole, returned, everyRefundShared: every }, amount, {
    refundCeiling: ceiling,
    amountRefunded: refunded,
  });

test.each([
  { whole: 880n, amount: 1000n, ceiling: 1200n, part: 733n },
  { whole: 880n, amount: 500n, ceiling: 1200n, part: 367n },
  { whole: 109n, amount: 50n, ceiling: 153n, part: 36n },
  { whole: 1342n, amount: 100n, ceiling: 1000n, part: 134n },
  { whole: 1356n, amount: 100n, ceiling: 1000n, part: 136n },
  { whole: 30n, amount: 500n, ceiling: 1000n, part: 15n },
  { whole: 30n, amount: 100n, ceiling: 1000n, part: 3n },
])('section 3: Stripe rounds $whole · $amount / $ceiling to $part', ({ part, ...example }) => {
  expect(share(example)).toBe(part);
});

test.each([
  { whole: 5n, amount: 100n, ceiling: 1000n, part: 1n, rounding: 'a half goes up' },
  { whole: 15n, amount: 100n, ceiling: 1000n, part: 2n, rounding: 'a half above an odd number goes up' },
  { whole: 25n, amount: 100n, ceiling: 1000n, part: 3n, rounding: 'a half above an even number goes up' },
  { whole: 4n, amount: 100n, ceiling: 1000n, part: 0n, rounding: 'less than a half goes down' },
  {
    whole: 1n,
    amount: 76n,
    ceiling: 153n,
    part: 0n,
    rounding: 'just less than half of an odd ceiling goes down',
  },
  {
    whole: 1n,
    amount: 77n,
    ceiling: 153n,
    part: 1n,
    rounding: 'just more than half of an odd ceiling goes up',
  },
])('section 3: $rounding', ({ part, rounding: _, ...example }) => {
  expect(share(example)).toBe(part);
});

test('section 3: earlier refunds do not change the denominator', () => {
  expect(share({ whole: 880n, amount: 500n, ceiling: 1200n, refunded: 600n, returned: 440n })).toBe(367n);
});

test('section 3: a full refund returns the full fee', () => {
  expect(share({ whole: 30n, amount: 1000n, ceiling: 1000n })).toBe(30n);
});

test('section 3: a charge with no fee or transfer returns nothing', () => {
  expect(share({ whole: null, amount: 1000n, ceiling: 1000n })).toBe(0n);
});

test('section 3: the last refund returns the remainder if every refund carried the flag', () => {
  const last = { whole: 880n, amount: 200n, ceiling: 1200n, refunded: 1000n, returned: 733n };
  expect(share(last)).toBe(147n);
  expect(share({ ...last, returned: 600n })).toBe(280n);
});

test('section 3: the last refund returns only its share if one refund did not carry the flag', () => {
  const last = { whole: 880n, amount: 200n, ceiling: 1200n, refunded: 1000n, returned: 367n };
  expect(share({ ...last, every: false })).toBe(147n);
});

test('section 3: a share never exceeds the rest of the fee or the transfer', () => {
  // A failed refund does not take its shares back, so nothing may be left for the next refund.
  expect(share({ whole: 30n, amount: 500n, ceiling: 1000n, returned: 20n })).toBe(10n);
  expect(share({ whole: 30n, amount: 500n, ceiling: 1000n, returned: 30n })).toBe(0n);
  expect(share({ whole: 30n, amount: 1000n, ceiling: 1000n, returned: 25n })).toBe(5n);
  expect(share({ whole: 30n, amount: 1000n, ceiling: 1000n, returned: 25n, every: false })).toBe(5n);
});

test('section 3: a share is exact even if the product exceeds 2^53', () => {
  const whole = 2n ** 52n + 1n;
  const ceiling = 2n ** 53n - 1n;
  const amount = 2n ** 51n + 12345n;
  const part = share({ whole, amount, ceiling });
  // A correctly rounded share is at most half the divisor away from the exact product.
  const distance = part * ceiling - whole * amount;
  expect(2n * distance <= ceiling && 2n * distance > -ceiling).toBe(true);
  expect(share({ whole: 999999999999n, amount: 333333333333n, ceiling: 999999999999n })).toBe(333333333333n);
});

test('section 3: shares never exceed the whole, and add up to the whole after a full refund', () => {
  const money = fc.bigInt({ min: 1n, max: 2n ** 53n });
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 2n ** 50n }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(money, amounts, (whole, parts) => {
      const ceiling = parts.reduce((sum, part) => sum + part, 0n);
      let refunded = 0n;
      let returned = 0n;
      for (const amount of parts) {
        const part = share({ whole, amount, ceiling, returned, refunded });
        expect(part).toBeGreaterThanOrEqual(0n);
        refunded += amount;
        returned += part;
        expect(returned).toBeLessThanOrEqual(whole);
      }
      expect(returned).toBe(whole);
    }),
  );
});
