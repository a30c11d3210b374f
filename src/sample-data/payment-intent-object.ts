import { DAY, untilEnd } from './calendar.js';
import type { Label } from './charge-object.js';
import type { PaymentPlan } from './payment-plan.js';
import type { ChargeObject, PaymentIntentObject } from './stripe-objects.js';

const ABANDONED_AFTER = DAY;

interface Attempts {
  readonly id: string;
  readonly label: Label;
  /** Its charges, oldest first. */
  readonly charges: readonly ChargeObject[];
}

export function paymentIntent(
  { order, charge }: PaymentPlan,
  status: PaymentIntentObject['status'],
  { id, label, charges }: Attempts,
): PaymentIntentObject {
  const latest = charges.at(-1);
  const waitsForCapture = status === 'requires_capture';
  const isCaptured = charge?.captured != null;
  return {
    id,
    object: 'payment_intent',
    amount: order.amount,
    amount_capturable: waitsForCapture ? order.amount : 0,
    amount_received: status === 'succeeded' ? (charge?.captured ?? 0) : 0,
    canceled_at: status === 'canceled' ? untilEnd(order.placedAt + ABANDONED_AFTER) : null,
    cancellation_reason: status === 'canceled' ? 'abandoned' : null,
    capture_method:
      waitsForCapture || (isCaptured && charge.captured < order.amount) ? 'manual' : 'automatic',
    created: order.placedAt,
    currency: order.market.currency,
    description: label.description,
    latest_charge: latest?.id ?? null,
    livemode: false,
    metadata: label.metadata,
    payment_method_types: [order.method.type],
    receipt_email: order.customer.email,
    status,
    transfer_data: latest?.transfer_data ?? null,
  };
}
