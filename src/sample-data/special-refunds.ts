import type { Order } from './orders.js';
import { type PaymentPlan, paid, settling } from './payment-plan.js';
import type { PlaceOrder } from './place-order.js';
import { canceled, failed, partialRefundOf, type RefundPlan, refundOf } from './refund-plan.js';

/** The refund that GraphiQL's last tab cancels. */
const CANCELABLE_REFUND = 're_1NkonbiniWaitsForTheShop';

/** A refund in every status, for every reason to be pending or to fail. */
export const specialRefunds = (place: PlaceOrder): PaymentPlan[] => [
  ...waitingForCustomer(place),
  ...pending(place),
  ...failures(place),
  ...severalTries(place),
  ...reasons(place),
];

const refunded = (order: Order, ...refunds: RefundPlan[]): PaymentPlan => paid(order, { refunds });

function waitingForCustomer(place: PlaceOrder): PaymentPlan[] {
  const waiting = { status: 'requires_action' } as const;
  const konbini = place(9, 'jpy', { method: 'konbini', amount: 9_800 });
  const boleto = place(30, 'brl', { method: 'boleto' });
  const promptpay = place(21, 'thb', { method: 'promptpay' });
  const transfer = place(14, 'eur', { method: 'customer_balance' });
  return [
    refunded(
      konbini,
      refundOf(konbini, 6, { ...waiting, id: CANCELABLE_REFUND, reason: 'requested_by_customer' }),
    ),
    refunded(boleto, refundOf(boleto, 12, waiting)),
    refunded(promptpay, partialRefundOf(promptpay, 0.5, 10, waiting)),
    refunded(transfer, refundOf(transfer, 5, { ...waiting, reason: 'duplicate' })),
  ];
}

function pending(place: PlaceOrder): PaymentPlan[] {
  const pendingFor = (pendingReason: 'processing' | 'insufficient_funds' | 'charge_pending') =>
    ({ status: 'pending', pendingReason }) as const;
  const debit = place(11, 'eur', { method: 'sepa_debit' });
  const ideal = place(10, 'eur', { method: 'ideal' });
  const bank = place(16, 'usd', { method: 'us_bank_account' });
  const card = place(7, 'gbp', { method: 'card' });
  const unsettled = place(4, 'eur', { method: 'sepa_debit' });
  const alsoUnsettled = place(3, 'usd', { method: 'us_bank_account' });
  return [
    refunded(debit, refundOf(debit, 8, pendingFor('processing'))),
    refunded(ideal, partialRefundOf(ideal, 0.4, 9, pendingFor('processing'))),
    refunded(bank, refundOf(bank, 13, pendingFor('insufficient_funds'))),
    refunded(card, refundOf(card, 6, pendingFor('insufficient_funds'))),
    settling(unsettled, [refundOf(unsettled, 1, pendingFor('charge_pending'))]),
    settling(alsoUnsettled, [partialRefundOf(alsoUnsettled, 0.5, 2, pendingFor('charge_pending'))]),
  ];
}

/** Every failure reason except the one of disputes, which is in `special-disputes.ts`. */
const failuresByMethod = [
  ['card', 'lost_or_stolen_card'],
  ['card', 'expired_or_canceled_card'],
  ['us_bank_account', 'insufficient_funds'],
  ['us_bank_account', 'declined'],
  ['klarna', 'unknown'],
] as const;

const failures = (place: PlaceOrder): PaymentPlan[] =>
  failuresByMethod.map(([method, reason], nth) => {
    const order = place(150 - nth * 20, 'usd', { method });
    const refund = refundOf(order, 4);
    return refunded(order, { ...refund, ...failed(refund, reason, 5) });
  });

/** A failed or canceled refund gives its amount back, so that the shop can create another. */
function severalTries(place: PlaceOrder): PaymentPlan[] {
  const expired = place(120, 'jpy', { method: 'konbini' });
  const unanswered = refundOf(expired, 3);
  const called = place(75, 'eur', { method: 'customer_balance' });
  const mistaken = refundOf(called, 2, { reason: 'duplicate' });
  const closed = place(60, 'usd', { last4: '4242' });
  const returned = refundOf(closed, 3, { reason: 'requested_by_customer' });
  return [
    refunded(expired, { ...unanswered, ...failed(unanswered, 'unknown', 45) }, refundOf(expired, 51)),
    refunded(called, { ...mistaken, ...canceled(mistaken, 1) }, partialRefundOf(called, 0.3, 4)),
    refunded(
      closed,
      { ...returned, ...failed(returned, 'expired_or_canceled_card', 6) },
      refundOf(closed, 12, { metadata: { paid_by: 'replacement card' } }),
    ),
  ];
}

function reasons(place: PlaceOrder): PaymentPlan[] {
  const twice = place(180, 'usd', { method: 'card' });
  const fraud = place(95, 'usd', { method: 'card' });
  const fraudAbroad = place(44, 'eur', { method: 'card' });
  const bankTransfer = place(66, 'pln', { method: 'p24' });
  const inParts = place(200, 'usd', { method: 'card', amount: 10_000 });
  const part = (amount: number, afterDays: number) =>
    refundOf(inParts, afterDays, { amount, reason: 'requested_by_customer' });
  return [
    refunded(twice, refundOf(twice, 1, { reason: 'duplicate' })),
    refunded(fraud, refundOf(fraud, 2, { reason: 'fraudulent', metadata: { reviewed_by: 'risk' } })),
    refunded(fraudAbroad, refundOf(fraudAbroad, 1, { reason: 'fraudulent' })),
    refunded(bankTransfer, partialRefundOf(bankTransfer, 0.6, 5, { reason: 'requested_by_customer' })),
    refunded(inParts, part(2_500, 3), part(1_000, 8), part(3_333, 15), part(3_167, 40)),
  ];
}
