import { DAY } from './calendar.js';
import type { Order } from './orders.js';
import { type DisputePlan, type PaymentPlan, paid } from './payment-plan.js';
import type { PlaceOrder } from './place-order.js';
import { failed, partialRefundOf, refundOf } from './refund-plan.js';

/** Stripe's test cards for a dispute and for an inquiry of the bank. */
const DISPUTED = '0259';
const INQUIRED = '2685';

/** Disputes in every status. Some block refunds; an inquiry and a dispute that was won do not. */
export function specialDisputes(place: PlaceOrder): PaymentPlan[] {
  const recent = place(18, 'usd', { last4: DISPUTED });
  const partlyRefunded = place(26, 'eur', { last4: DISPUTED });
  const inReview = place(35, 'usd', { last4: DISPUTED });
  const won = place(130, 'usd', { last4: DISPUTED });
  const wonThenSettled = place(115, 'gbp', { last4: DISPUTED });
  const lost = place(125, 'usd', { last4: DISPUTED });
  return [
    paid(recent, { dispute: dispute(recent, 'needs_response') }),
    paid(partlyRefunded, {
      refunds: [partialRefundOf(partlyRefunded, 0.2, 3)],
      dispute: dispute(partlyRefunded, 'needs_response', 'product_unacceptable'),
    }),
    paid(inReview, { dispute: dispute(inReview, 'under_review') }),
    paid(won, { dispute: dispute(won, 'won') }),
    paid(wonThenSettled, {
      refunds: [partialRefundOf(wonThenSettled, 0.5, 60, { reason: 'resolved_dispute' })],
      dispute: dispute(wonThenSettled, 'won', 'product_not_received'),
    }),
    paid(lost, { dispute: dispute(lost, 'lost') }),
    ...inquiries(place),
    prevented(place(28, 'usd', { last4: DISPUTED })),
    debitDisputed(place(90, 'eur', { method: 'sepa_debit' })),
  ];
}

function inquiries(place: PlaceOrder): PaymentPlan[] {
  const open = place(17, 'usd', { last4: INQUIRED });
  const inReview = place(40, 'eur', { last4: INQUIRED });
  const closed = place(145, 'usd', { last4: INQUIRED });
  return [
    paid(open, { dispute: inquiry(open, 'warning_needs_response') }),
    paid(inReview, { dispute: inquiry(inReview, 'warning_under_review') }),
    paid(closed, {
      refunds: [refundOf(closed, 20, { reason: 'resolved_dispute' })],
      dispute: inquiry(closed, 'warning_closed'),
    }),
  ];
}

/** The network reported a complaint before it became a dispute, and the shop refunded the payment. */
const prevented = (order: Order): PaymentPlan =>
  paid(order, {
    refunds: [refundOf(order, 9, { reason: 'resolved_dispute' })],
    dispute: dispute(order, 'prevented', 'general'),
  });

/** The customer's bank took the money back while a refund was pending. */
function debitDisputed(order: Order): PaymentPlan {
  const refund = refundOf(order, 8);
  return paid(order, {
    refunds: [{ ...refund, ...failed(refund, 'charge_for_pending_refund_disputed', 2) }],
    dispute: dispute(order, 'lost', 'debit_not_authorized'),
  });
}

const OPENED_AFTER = 10 * DAY;

const dispute = (order: Order, status: DisputePlan['status'], reason = 'fraudulent'): DisputePlan => ({
  status,
  reason,
  isChargeRefundable: false,
  openedAt: order.placedAt + OPENED_AFTER,
});

const inquiry = (order: Order, status: DisputePlan['status']): DisputePlan => ({
  ...dispute(order, status, 'general'),
  isChargeRefundable: true,
});
