import { expect, test } from 'vitest';
import type { DecisionCode } from '../../src/rules/decide-refund.js';
import { type KeptRefusal, keptRefusal } from '../../src/rules/kept-refusal.js';
import type { Refusal } from '../../src/rules/refusal.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

const charge = chargeOf();
const because = { message: 'Because', param: 'amount' } as const;

/** For each code, a refusal and its JSON in the database. Stored refusals are lost if this JSON changes. */
const refusals: { readonly [C in DecisionCode]: readonly [Refusal<C>, KeptRefusal] } = {
  AMOUNT_REFUNDABLE_CHANGED: [
    { code: 'AMOUNT_REFUNDABLE_CHANGED', ...because, charge, amountRefundable: 0n },
    { code: 'AMOUNT_REFUNDABLE_CHANGED', ...because, charge: charge.id, amountRefundable: '0' },
  ],
  AMOUNT_TOO_LARGE: [
    { code: 'AMOUNT_TOO_LARGE', ...because, charge, amountRefundable: 2n ** 60n },
    { code: 'AMOUNT_TOO_LARGE', ...because, charge: charge.id, amountRefundable: '1152921504606846976' },
  ],
  CHARGE_ALREADY_REFUNDED: [
    { code: 'CHARGE_ALREADY_REFUNDED', ...because, charge },
    { code: 'CHARGE_ALREADY_REFUNDED', ...because, charge: charge.id },
  ],
  CHARGE_DISPUTED: [
    { code: 'CHARGE_DISPUTED', ...because, charge },
    { code: 'CHARGE_DISPUTED', ...because, charge: charge.id },
  ],
  CHARGE_NOT_REFUNDABLE: [
    { code: 'CHARGE_NOT_REFUNDABLE', ...because, charge },
    { code: 'CHARGE_NOT_REFUNDABLE', ...because, charge: charge.id },
  ],
  PARAMETER_INVALID: [
    { code: 'PARAMETER_INVALID', ...because },
    { code: 'PARAMETER_INVALID', ...because },
  ],
  PARAMETER_MISSING: [
    { code: 'PARAMETER_MISSING', ...because, param: null },
    { code: 'PARAMETER_MISSING', ...because, param: null },
  ],
  PAYMENT_INTENT_NOT_REFUNDABLE: [
    { code: 'PAYMENT_INTENT_NOT_REFUNDABLE', ...because, paymentIntent: { id: 'pi_1' } },
    { code: 'PAYMENT_INTENT_NOT_REFUNDABLE', ...because, paymentIntent: 'pi_1' },
  ],
  REFUND_LIMIT_EXCEEDED: [
    { code: 'REFUND_LIMIT_EXCEEDED', ...because, limit: 2n ** 60n, left: 0n, currency: 'usd' },
    { code: 'REFUND_LIMIT_EXCEEDED', ...because, limit: '1152921504606846976', left: '0', currency: 'usd' },
  ],
  RESOURCE_MISSING: [
    { code: 'RESOURCE_MISSING', ...because },
    { code: 'RESOURCE_MISSING', ...because },
  ],
};

test.each(Object.entries(refusals))('section 8: a key stores %s as this JSON', (_, [refusal, kept]) => {
  expect(keptRefusal(refusal)).toEqual(kept);
});
