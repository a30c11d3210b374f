import { authorized, type PaymentPlan, paid, settling, unpaid, withoutIntent } from './payment-plan.js';
import type { PlaceOrder } from './place-order.js';
import { partialRefundOf, refundOf } from './refund-plan.js';

/** Payment intents in every status, and unusual charges. */
export const specialCharges = (place: PlaceOrder): PaymentPlan[] => [
  ...unfinished(place),
  ...authorizations(place),
  ...partialCaptures(place),
  ...declines(place),
  ...withoutIntents(place),
  ...unusualAmounts(place),
];

const unfinished = (place: PlaceOrder): PaymentPlan[] => [
  unpaid(place(2, 'usd', { method: 'card' }), 'requires_payment_method'),
  unpaid(place(1, 'eur', { method: 'ideal' }), 'requires_payment_method'),
  unpaid(place(1, 'gbp', { method: 'card' }), 'requires_confirmation'),
  unpaid(place(1, 'jpy', { method: 'konbini' }), 'requires_action'),
  unpaid(place(1, 'eur', { method: 'card' }), 'requires_action'),
  unpaid(place(70, 'usd', { method: 'card' }), 'canceled'),
  unpaid(place(25, 'sek', { method: 'klarna' }), 'canceled'),
  settling(place(3, 'eur', { method: 'sepa_debit' })),
  settling(place(2, 'gbp', { method: 'bacs_debit' })),
];

/**
 * Authorizations. One with an intent ends when the intent is canceled; one without is released by a refund of the whole
 * amount.
 */
function authorizations(place: PlaceOrder): PaymentPlan[] {
  const card = { method: 'card' } as const;
  const released = (daysAgo: number, currency: string, reason: 'expired_uncaptured_charge' | null) => {
    const order = place(daysAgo, currency, card);
    return withoutIntent({
      ...authorized(order),
      charge: { ...charged, refunds: [refundOf(order, 7, { reason })] },
    });
  };
  const charged = { status: 'succeeded', captured: null, dispute: null, connect: null } as const;
  return [
    authorized(place(5, 'usd', card)),
    authorized(place(4, 'eur', card)),
    authorized(place(2, 'isk', card)),
    withoutIntent(authorized(place(3, 'usd', card))),
    withoutIntent(authorized(place(2, 'chf', card))),
    released(160, 'usd', 'expired_uncaptured_charge'),
    released(66, 'eur', 'expired_uncaptured_charge'),
    released(31, 'usd', null),
  ];
}

/** Payments that captured less than was authorized. The captured amount is the most that can be refunded. */
function partialCaptures(place: PlaceOrder): PaymentPlan[] {
  const order = (daysAgo: number) => place(daysAgo, 'usd', { method: 'card', amount: 4_300 });
  const [untouched, partly, wholly] = [order(20), order(48), order(110)];
  const captured = 1_300;
  return [
    paid(untouched, { captured }),
    paid(partly, { captured, refunds: [refundOf(partly, 5, { amount: 300 })] }),
    paid(wholly, { captured, refunds: [refundOf(wholly, 9, { amount: captured })] }),
  ];
}

const declines = (place: PlaceOrder): PaymentPlan[] => [
  unpaid(place(8, 'usd', { method: 'card' }), 'requires_payment_method', 1),
  unpaid(place(52, 'gbp', { method: 'card' }), 'canceled', 3),
  { ...paid(place(33, 'usd', { method: 'card' })), declines: 1 },
  { ...paid(place(19, 'eur', { method: 'card' })), declines: 3 },
];

function withoutIntents(place: PlaceOrder): PaymentPlan[] {
  const [kept, partly, wholly] = [
    place(310, 'usd', { method: 'card' }),
    place(280, 'eur', { method: 'card' }),
    place(250, 'gbp', { method: 'card' }),
  ];
  return [
    withoutIntent(paid(kept)),
    withoutIntent(paid(partly, { refunds: [partialRefundOf(partly, 0.25, 12)] })),
    withoutIntent(paid(wholly, { refunds: [refundOf(wholly, 2, { reason: 'duplicate' })] })),
    withoutIntent(unpaid(place(240, 'usd', { method: 'card' }), 'requires_payment_method', 1)),
  ];
}

/** Amounts above 2^31, in currencies without decimals or with three, and in currencies whose step is not 1. */
function unusualAmounts(place: PlaceOrder): PaymentPlan[] {
  const machine = place(37, 'idr', { method: 'card', amount: 3_792_000_000 });
  const machines = place(140, 'idr', { method: 'card', amount: 113_760_000_000 });
  const dong = place(58, 'vnd', { method: 'card', amount: 60_960_000 });
  const dinar = place(41, 'kwd', { method: 'card', amount: 98_560 });
  const krona = place(29, 'isk', { method: 'card', amount: 1_642_000 });
  return [
    paid(machine, { refunds: [partialRefundOf(machine, 0.1, 8)] }),
    paid(machines, { refunds: [refundOf(machines, 3, { reason: 'requested_by_customer' })] }),
    paid(dong, { refunds: [partialRefundOf(dong, 0.3, 5)] }),
    paid(dinar, { refunds: [refundOf(dinar, 6, { amount: 12_340 })] }),
    paid(krona, { refunds: [refundOf(krona, 4, { amount: 500_500 })] }),
  ];
}
