import type { Label } from './charge-object.js';
import { documentationObjects } from './documentation-objects.js';
import type { Order } from './orders.js';
import { ordinaryPayments } from './ordinary-payments.js';
import { paymentObjects } from './payment-objects.js';
import { orderPlacer } from './place-order.js';
import { createRandom, type Random } from './random.js';
import { sandboxCharges } from './sandbox-charges.js';
import { specialCharges } from './special-charges.js';
import { specialConnect } from './special-connect.js';
import { specialDisputes } from './special-disputes.js';
import { specialRefunds } from './special-refunds.js';
import type { StripeObject } from './stripe-objects.js';

const SEED = 20_261_031;
const FIRST_ORDER_NUMBER = 10_001;

/**
 * A year of a shop as Stripe's objects, for an empty embedded database, so that every query has something to find. The
 * objects are always the same, in the order of the payments. A payment intent comes before its charges, and a charge
 * before its refunds and its dispute.
 */
export function* sampleObjects(): Generator<StripeObject> {
  yield* documentationObjects;
  const random = createRandom(SEED);
  const place = orderPlacer(random);
  const plans = [
    ...ordinaryPayments(random),
    ...specialRefunds(place),
    ...specialCharges(place),
    ...specialDisputes(place),
    ...specialConnect(place),
    ...sandboxCharges(place),
  ].sort((one, other) => one.order.placedAt - other.order.placedAt);
  for (const [nth, plan] of plans.entries())
    yield* paymentObjects(random, plan, labelOf(random, plan.order, FIRST_ORDER_NUMBER + nth));
}

const labelOf = (random: Random, { items }: Order, number: number): Label => ({
  description: `Order ${number}: ${countNames(items.map(({ name }) => name))}`,
  metadata: { order_id: `${number}`, channel: random.pick(['web', 'web', 'web', 'app']) },
});

/** "2 × Milk jug, Travel mug". */
function countNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}
