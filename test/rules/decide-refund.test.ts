import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import { allowed, decideOn } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

describe('section 2: an amount above the amount left is refused', () => {
  const id = 'ch_1';
  test.each<[string, Partial<Charge>, bigint, string, bigint]>([
    ['nothing refunded yet', {}, 1100n, 'charge amount ($10.00)', 1000n],
    ['half refunded', { amountRefunded: 500n }, 1100n, 'unrefunded amount on charge ($5.00)', 500n],
    ['one more than is left', { amountRefunded: 500n }, 501n, 'unrefunded amount on charge ($5.00)', 500n],
    [
      '4300 authorised, 1300 captured',
      { amount: 4300n, amountCaptured: 1300n },
      4300n,
      'charge amount ($13.00)',
      1300n,
    ],
    ['uncaptured', { captured: false }, 1001n, 'charge amount ($10.00)', 1000n],
    ['in yen', { currency: 'jpy', amountRefunded: 1n }, 1000n, 'unrefunded amount on charge (¥999)', 999n],
    ['past 2^53', { amount: 2n ** 53n }, 2n ** 53n + 1n, 'charge amount ($90,071,992,547,409.92)', 2n ** 53n],
  ])('%s', (_, values, amount, compared, amountRefundable) => {
    const charge = chargeOf({ id, ...values });
    const refusal = decideOn(charge, { amount });
    expect(refusal).toMatchObject({ code: 'AMOUNT_TOO_LARGE', param: 'amount', charge, amountRefundable });
    expect(refusal).toHaveProperty('message', expect.stringContaining(`) is greater than ${compared}`));
  });

  test('the messages are those recorded from Stripe', () => {
    const fresh = chargeOf({ id });
    expect(decideOn(fresh, { amount: 1100n })).toMatchObject({
      message: 'Refund amount ($11.00) is greater than charge amount ($10.00)',
    });
    const half = chargeOf({ id, amountRefunded: 500n });
    expect(decideOn(half, { amount: 600n })).toMatchObject({
      message: 'Refund amount ($6.00) is greater than unrefunded amount on charge ($5.00)',
    });
  });
});

describe('section 2: an amount must be a multiple of the currency’s step', () => {
  test.each([
    ...['bhd', 'jod', 'kwd', 'omr', 'tnd'].map((currency) => [currency, 105n, 10n] as const),
    ['isk', 150n, 100n] as const,
    ['ugx', 101n, 100n] as const,
  ])('%s: %i is refused, because it is not a multiple of %i', (currency, amount, step) => {
    expect(decideOn(chargeOf({ currency }), { amount })).toEqual({
      code: 'PARAMETER_INVALID',
      message: `Refund amounts in ${currency.toUpperCase()} must be multiples of ${step}.`,
      param: 'amount',
    });
    expect(allowed(chargeOf({ currency }), { amount: step }).amount).toBe(step);
  });

  test.each(['usd', 'jpy', 'idr', 'huf'])('%s: any last digits are allowed', (currency) => {
    expect(allowed(chargeOf({ currency }), { amount: 101n }).amount).toBe(101n);
  });
});

describe('section 2: the amount that is refunded', () => {
  test.each<[string, Partial<Charge>, bigint | null, bigint]>([
    ['no amount given: the whole charge', {}, null, 1000n],
    ['no amount given: all that is left', { amountRefunded: 400n }, null, 600n],
    ['no amount given: all that was captured', { amount: 4300n, amountCaptured: 1300n }, null, 1300n],
    ['the smallest amount, 1', {}, 1n, 1n],
    ['the exact amount that is left', { amountRefunded: 400n }, 600n, 600n],
    ['past 2^31', { amount: 999_999_999_999n, currency: 'idr' }, null, 999_999_999_999n],
  ])('%s', (_, values, amount, refunded) => {
    expect(allowed(chargeOf(values), { amount }).amount).toBe(refunded);
  });

  test('a refund is refused if the refundable amount differs from the expected amount', () => {
    const charge = chargeOf({ id: 'ch_1', amountRefunded: 400n });
    expect(decideOn(charge, { expectedAmountRefundable: 1000n })).toEqual({
      code: 'AMOUNT_REFUNDABLE_CHANGED',
      message: 'The refundable amount of charge ch_1 is $6.00 now, not $10.00.',
      param: 'expectedAmountRefundable',
      charge,
      amountRefundable: 600n,
    });
    expect(allowed(charge, { expectedAmountRefundable: 600n })).toMatchObject({
      amount: 600n,
      expectsAmount: true,
    });
  });

  test.each([undefined, null])(
    'a refund that expects %s is not held to the amount that is left',
    (expected) => {
      const input = expected === undefined ? {} : { expectedAmountRefundable: expected };
      expect(allowed(chargeOf({}), input).expectsAmount).toBe(false);
    },
  );
});

describe('section 6: the first status', () => {
  test('rules 1.5 and 6.3: a refund of a pending charge is pending, charge_pending', () => {
    expect(allowed(chargeOf({ status: 'pending' }))).toMatchObject({
      status: 'pending',
      pendingReason: 'charge_pending',
      releasesAuthorization: false,
    });
  });

  test.each([null, 1000n])('rule 1.7: amount %s releases an uncaptured charge', (amount) => {
    const charge = chargeOf({ captured: false, applicationFeeAmount: 30n, transferAmount: 880n });
    expect(allowed(charge, { amount, refundApplicationFee: true, reverseTransfer: true })).toMatchObject({
      amount: 1000n,
      status: 'succeeded',
      pendingReason: null,
      releasesAuthorization: true,
      // An authorization took neither a fee nor a transfer.
      applicationFeeRefundAmount: 0n,
      transferReversalAmount: 0n,
    });
  });

  test.each(['konbini', 'promptpay', 'boleto', 'customer_balance'])(
    'rule 6.5: a refund to %s without an e-mail address is refused',
    (paymentMethodType) => {
      expect(decideOn(chargeOf({ paymentMethodType }))).toEqual({
        code: 'PARAMETER_MISSING',
        message: `Refunds of ${paymentMethodType} payments need an e-mail address to ask the customer for bank details: provide instructions_email.`,
        param: 'instructionsEmail',
      });
    },
  );

  test.each(['', ' ', '\t\n', '\u00a0'])(
    'rule 6.5: a blank billing e-mail, which older versions stored, is none: %j',
    (billingEmail) => {
      const charge = chargeOf({ paymentMethodType: 'konbini', billingEmail });
      expect(decideOn(charge)).toMatchObject({ code: 'PARAMETER_MISSING', param: 'instructionsEmail' });
      expect(allowed(charge, { instructionsEmail: 'given@example.com' }).instructionsEmail).toBe(
        'given@example.com',
      );
    },
  );

  test.each([
    { given: 'given@example.com', billing: null, asked: 'given@example.com' },
    { given: null, billing: 'billing@example.com', asked: 'billing@example.com' },
    { given: 'given@example.com', billing: 'billing@example.com', asked: 'given@example.com' },
  ])('rule 6.4: given $given, billing $billing: the e-mail goes to $asked', ({ given, billing, asked }) => {
    const charge = chargeOf({ paymentMethodType: 'konbini', billingEmail: billing });
    expect(allowed(charge, { instructionsEmail: given })).toMatchObject({
      status: 'requires_action',
      instructionsEmail: asked,
    });
  });

  test('rule 6.5: a refund to a card needs no e-mail address and keeps only a given one', () => {
    expect(allowed(chargeOf({ billingEmail: 'billing@example.com' })).instructionsEmail).toBeNull();
    expect(allowed(chargeOf(), { instructionsEmail: 'given@example.com' }).instructionsEmail).toBe(
      'given@example.com',
    );
  });
});
