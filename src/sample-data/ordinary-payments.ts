import { requiresInstructionsEmail } from '../rules/first-status.js';
import { DAY, daysBeforeEnd, FIRST_SECOND, HOUR, LAST_SECOND } from './calendar.js';
import { markets } from './markets.js';
import { makeOrder, type Order } from './orders.js';
import { settlesLater } from './payment-methods.js';
import { type PaymentPlan, paid, settling, unpaid } from './payment-plan.js';
import type { Random } from './random.js';
import { canceled, failed, type RefundOutcome, type RefundPlan } from './refund-plan.js';

/** The number of random payments. */
const COUNT = 250;
const OPENS = 7 * HOUR;
const CLOSES = 22 * HOUR;

const SETTLES_AFTER_DAYS = 6;
const ACTION_EXPIRES_AFTER_DAYS = 45;

/** The shop's everyday payments, spread over its year. */
export function ordinaryPayments(random: Random): PaymentPlan[] {
  const lastDay = Math.floor(daysBeforeEnd(FIRST_SECOND));
  return Array.from({ length: COUNT }, (_, nth) => {
    const day = Math.round((nth * lastDay) / (COUNT - 1));
    const placedAt = FIRST_SECOND + day * DAY + random.between(OPENS, CLOSES);
    return ordinaryPayment(random, makeOrder(random, { placedAt, market: random.pick(markets) }));
  });
}

function ordinaryPayment(random: Random, order: Order): PaymentPlan {
  const { type } = order.method;
  if (settlesLater(type) && daysBeforeEnd(order.placedAt) < SETTLES_AFTER_DAYS) return settling(order);
  const isCard = type === 'card';
  if (isCard && random.happens(0.04)) return unpaid(order, 'requires_payment_method', random.between(1, 2));
  const declines = isCard && random.happens(0.05) ? 1 : 0;
  return { ...paid(order, { refunds: refundsOf(random, order) }), declines };
}

/** Most customers keep their order. The others return all of it, or single items. */
function refundsOf(random: Random, order: Order): RefundPlan[] {
  if (random.happens(0.62)) return [];
  const returned = random.happens(0.45)
    ? [order.amount]
    : order.items.slice(0, random.between(1, order.items.length)).map(({ price }) => price);
  let createdAt = order.placedAt;
  return returned
    .map((amount) => {
      createdAt += random.between(DAY, 14 * DAY);
      return { amount, createdAt, ...why(random), ...outcome(random, order, createdAt) };
    })
    .filter((refund) => refund.createdAt <= LAST_SECOND);
}

function why(random: Random): Pick<RefundPlan, 'reason' | 'metadata'> {
  const reason = random.pick([
    null,
    null,
    'requested_by_customer',
    'requested_by_customer',
    'duplicate',
  ] as const);
  return reason === 'requested_by_customer'
    ? { reason, metadata: { return_id: `RMA-${random.between(10_000, 99_999)}` } }
    : { reason };
}

/** The outcome of a refund at the end of the year. It depends on the payment method and on the refund's age. */
function outcome(random: Random, { method }: Order, createdAt: number): RefundOutcome {
  const age = daysBeforeEnd(createdAt);
  if (method.type === 'card')
    return random.happens(0.04)
      ? failed(
          { createdAt },
          random.pick(['expired_or_canceled_card', 'lost_or_stolen_card']),
          random.between(2, 9),
        )
      : { status: 'succeeded' };
  if (requiresInstructionsEmail({ paymentMethodType: method.type })) {
    if (age < ACTION_EXPIRES_AFTER_DAYS) return { status: 'requires_action' };
    if (random.happens(0.15)) return canceled({ createdAt }, random.between(1, 20));
    if (random.happens(0.2)) return failed({ createdAt }, 'unknown', ACTION_EXPIRES_AFTER_DAYS);
  }
  if (age < SETTLES_AFTER_DAYS) return { status: 'pending', pendingReason: 'processing' };
  return random.happens(0.05)
    ? failed({ createdAt }, 'declined', random.between(3, 6))
    : { status: 'succeeded' };
}
