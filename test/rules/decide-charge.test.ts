import { describe, expect, test } from 'vitest';
import type { Charge } from '../../prisma/generated/prisma/client.js';
import type { DecisionFacts } from '../../src/rules/decide-refund.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { decide, decideOn, factsOf } from '../support/rows/deciding.js';
import { chargeOf } from '../support/rows/ledger-rows.js';

describe('rules 1.1 to 1.3: finding the charge', () => {
  const intent = { id: 'pi_1' };
  const ofIntent = chargeOf({ id: 'ch_1', paymentIntentId: 'pi_1' });
  test.each<[string, CreateRefundInput, DecisionFacts, string, string, string]>([
    [
      'rule 1.3: no such charge',
      { charge: 'ch_0' },
      factsOf(null),
      'RESOURCE_MISSING',
      "No such charge: 'ch_0'",
      'charge',
    ],
    [
      'rule 1.3: no such payment intent',
      { paymentIntent: 'pi_0' },
      factsOf(null),
      'RESOURCE_MISSING',
      "No such payment_intent: 'pi_0'",
      'paymentIntent',
    ],
    [
      'rule 1.3: the charge exists, the payment intent does not',
      { charge: 'ch_1', paymentIntent: 'pi_0' },
      factsOf(ofIntent),
      'RESOURCE_MISSING',
      "No such payment_intent: 'pi_0'",
      'paymentIntent',
    ],
    [
      'rule 1.3: the payment intent exists, the charge does not',
      { charge: 'ch_0', paymentIntent: 'pi_1' },
      factsOf(null, { paymentIntent: intent }),
      'RESOURCE_MISSING',
      "No such charge: 'ch_0'",
      'charge',
    ],
    [
      'rule 1.1: the charge belongs to another payment intent',
      { charge: 'ch_1', paymentIntent: 'pi_2' },
      factsOf(ofIntent, { paymentIntent: { id: 'pi_2' } }),
      'PARAMETER_INVALID',
      'Charge ch_1 does not belong to PaymentIntent pi_2.',
      'paymentIntent',
    ],
    [
      'rule 1.1: the charge belongs to no payment intent',
      { charge: 'ch_2', paymentIntent: 'pi_2' },
      factsOf(chargeOf({ id: 'ch_2' }), { paymentIntent: { id: 'pi_2' } }),
      'PARAMETER_INVALID',
      'Charge ch_2 does not belong to PaymentIntent pi_2.',
      'paymentIntent',
    ],
  ])('%s', (_, input, facts, code, message, param) => {
    expect(decide(input, facts)).toEqual({ code, message, param });
  });

  test('rule 1.2: a payment intent without a successful charge is refused', () => {
    expect(decide({ paymentIntent: 'pi_1' }, factsOf(null, { paymentIntent: intent }))).toEqual({
      code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
      message: 'This PaymentIntent (pi_1) does not have a successful charge to refund.',
      param: 'paymentIntent',
      paymentIntent: intent,
    });
  });

  test('rule 1.1: a request that names neither a charge nor a payment intent is refused', () => {
    expect(decide({}, factsOf(null))).toMatchObject({ code: 'PARAMETER_MISSING', param: null });
  });

  test.each<[string, CreateRefundInput]>([
    ['the charge', { charge: 'ch_1' }],
    ['the payment intent', { paymentIntent: 'pi_1' }],
    ['both', { charge: 'ch_1', paymentIntent: 'pi_1' }],
  ])('rule 1.1: a request that names %s finds the charge', (_, input) => {
    const paymentIntent = input.paymentIntent ? intent : null;
    expect(decide(input, factsOf(ofIntent, { paymentIntent }))).toMatchObject({ charge: ofIntent });
  });
});

describe('a refused charge has the exact message', () => {
  const id = 'ch_1';
  const partial =
    'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount';
  test.each<[string, Charge, CreateRefundInput, string, string, string | null]>([
    [
      'rule 1.4: a failed charge',
      chargeOf({ id, status: 'failed' }),
      {},
      'CHARGE_NOT_REFUNDABLE',
      'Charge ch_1 has failed; there is nothing to refund.',
      null,
    ],
    [
      'rule 1.6: an uncaptured charge of a payment intent',
      chargeOf({ id, captured: false, paymentIntentId: 'pi_1' }),
      {},
      'CHARGE_NOT_REFUNDABLE',
      'This uncaptured Charge was created by a PaymentIntent (pi_1). Cancel the PaymentIntent instead.',
      null,
    ],
    [
      'rule 1.7: a partial refund of an uncaptured charge',
      chargeOf({ id, captured: false }),
      { amount: 999n },
      'CHARGE_NOT_REFUNDABLE',
      partial,
      'amount',
    ],
    [
      'rule 1.8: a disputed charge',
      chargeOf({ id }, [{ status: 'needs_response', isChargeRefundable: false }]),
      {},
      'CHARGE_DISPUTED',
      'Charge ch_1 has been charged back; cannot issue a refund.',
      null,
    ],
    [
      'rule 1.9: a charge that was refunded in full',
      chargeOf({ id, amountRefunded: 1000n }),
      {},
      'CHARGE_ALREADY_REFUNDED',
      'Charge ch_1 has already been refunded.',
      null,
    ],
    [
      'rule 1.9: a charge with nothing captured',
      chargeOf({ id, amountCaptured: 0n }),
      {},
      'CHARGE_ALREADY_REFUNDED',
      'Charge ch_1 has already been refunded.',
      null,
    ],
  ])('%s', (_, charge, input, code, message, param) => {
    expect(decideOn(charge, input)).toEqual({ code, message, param, charge });
  });
});
