import { DAY, HOUR, LAST_SECOND } from './calendar.js';
import { marketOf } from './markets.js';
import { makeOrder, type Order, type OrderTerms } from './orders.js';
import type { Random } from './random.js';

/** Places an order for a chosen case, a number of days before the end of the shop's year, around noon. */
export type PlaceOrder = (
  daysAgo: number,
  currency: string,
  terms?: Omit<OrderTerms, 'placedAt' | 'market'>,
) => Order;

export const orderPlacer =
  (random: Random): PlaceOrder =>
  (daysAgo, currency, terms) =>
    makeOrder(random, {
      placedAt: LAST_SECOND - daysAgo * DAY - random.between(8 * HOUR, 16 * HOUR),
      market: marketOf(currency),
      ...terms,
    });
