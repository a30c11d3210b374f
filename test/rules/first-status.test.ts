import { describe, expect, test } from 'vitest';
import { firstStatus, isCard, requiresInstructionsEmail } from '../../src/rules/first-status.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const words = (text: string): readonly string[] => text.split(' ');
const cards = words('card card_present interac_present');
const slow = words(
  'us_bank_account sepa_debit bacs_debit au_becs_debit acss_debit ideal sofort bancontact giropay eps p24 klarna affirm afterpay_clearpay link not_known_yet',
);
const withoutRefunds = words('konbini promptpay boleto customer_balance');

test.each(cards)('rule 6.1: a refund to %s is succeeded', (paymentMethodType) => {
  expect(firstStatus(chargeOf({ paymentMethodType }), true)).toEqual({
    status: 'succeeded',
    pendingReason: null,
  });
  expect(isCard({ paymentMethodType })).toBe(true);
  expect(requiresInstructionsEmail({ paymentMethodType })).toBe(false);
});

test.each(cards)(
  'section 7: a refund to %s is pending if the network does not accept it at once',
  (paymentMethodType) => {
    expect(firstStatus(chargeOf({ paymentMethodType }), false)).toEqual({
      status: 'pending',
      pendingReason: 'processing',
    });
  },
);

test.each([...slow, null])('rule 6.2: a refund to %s is pending, processing', (paymentMethodType) => {
  expect(firstStatus(chargeOf({ paymentMethodType }), true)).toEqual({
    status: 'pending',
    pendingReason: 'processing',
  });
  expect(isCard({ paymentMethodType })).toBe(false);
  expect(requiresInstructionsEmail({ paymentMethodType })).toBe(false);
});

test.each([...cards, ...slow, ...withoutRefunds])(
  'rules 6.3 and 1.5: a refund to %s is pending, charge_pending while the charge is pending',
  (paymentMethodType) => {
    expect(firstStatus(chargeOf({ paymentMethodType, status: 'pending' }), true)).toEqual({
      status: 'pending',
      pendingReason: 'charge_pending',
    });
  },
);

test.each(withoutRefunds)('rule 6.4: a refund to %s requires action', (paymentMethodType) => {
  expect(firstStatus(chargeOf({ paymentMethodType }), true)).toEqual({
    status: 'requires_action',
    pendingReason: null,
  });
  expect(requiresInstructionsEmail({ paymentMethodType })).toBe(true);
  expect(isCard({ paymentMethodType })).toBe(false);
});

describe('rule 1.7: a refund that releases an authorization is succeeded', () => {
  test.each(['succeeded', 'pending'] as const)('for a charge that is %s', (status) => {
    expect(firstStatus(chargeOf({ captured: false, status }), false)).toEqual({
      status: 'succeeded',
      pendingReason: null,
    });
  });
});
