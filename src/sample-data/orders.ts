import type { Market } from './markets.js';
import { type Card, type MethodType, makeCard, type PaymentMethod } from './payment-methods.js';
import type { Random } from './random.js';

/** The products of the shop, which sells coffee, and their prices in dollars. */
const products: readonly (readonly [name: string, dollars: number])[] = [
  ['Coffee beans 1 kg', 32],
  ['Coffee beans 1 kg', 32],
  ['Coffee beans 250 g', 11],
  ['100 paper filters', 9],
  ['100 paper filters', 9],
  ['Ceramic dripper', 28],
  ['Pour-over kettle', 64],
  ['Hand grinder', 119],
  ['Digital scale', 45],
  ['Travel mug', 24],
  ['Milk jug', 19],
  ['Barista course', 150],
  ['Espresso machine', 2_400],
];
const MAX_ITEMS = 4;

interface Customer {
  readonly name: string;
  /** Null if the customer gave none. */
  readonly email: string | null;
  readonly card: Card;
}

interface Item {
  readonly name: string;
  readonly price: number;
}

/** An order of a customer. It has no number yet, because orders are numbered in the order of their times. */
export interface Order {
  readonly placedAt: number;
  readonly market: Market;
  readonly customer: Customer;
  readonly method: PaymentMethod;
  readonly items: readonly Item[];
  readonly amount: number;
}

/** The values of an order that are not left to chance. */
export interface OrderTerms {
  readonly placedAt: number;
  readonly market: Market;
  readonly method?: MethodType;
  /** The last digits of a test card with a meaning of its own. */
  readonly last4?: string;
  readonly amount?: number;
  /** Null if the customer gave none. */
  readonly email?: string | null;
}

export function makeOrder(random: Random, { placedAt, market, ...terms }: OrderTerms): Order {
  const customer = makeCustomer(random, market, terms);
  const type = terms.method ?? (terms.last4 === undefined ? random.pick(market.methods) : 'card');
  const items =
    terms.amount === undefined ? pickItems(random, market) : [{ name: 'Custom order', price: terms.amount }];
  return {
    placedAt,
    market,
    customer,
    method: type === 'card' ? { type, card: customer.card } : { type },
    items,
    amount: items.reduce((sum, { price }) => sum + price, 0),
  };
}

function makeCustomer(random: Random, market: Market, { last4, email }: Partial<OrderTerms>): Customer {
  const name = random.pick(market.customers);
  const domain = random.pick(['example.com', 'example.com', 'example.org']);
  const card = makeCard(random);
  return {
    name,
    email: email === undefined ? `${mailboxOf(name)}@${domain}` : email,
    card: last4 === undefined ? card : { ...card, brand: 'visa', last4 },
  };
}

/** "Jürgen Vogt" becomes jurgen.vogt: letters without diacritics. */
const mailboxOf = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');

function pickItems(random: Random, { perDollar, roundTo }: Market): Item[] {
  return Array.from({ length: random.between(1, MAX_ITEMS) }, () => {
    const [name, dollars] = random.pick(products);
    return { name, price: Math.round((dollars * perDollar) / roundTo) * roundTo };
  });
}

/** A fraction of an order's amount, rounded down to a valid refund amount of its currency, and at least one step. */
export const partOf = ({ amount, market }: Order, fraction: number): number =>
  Math.max(1, Math.floor((amount * fraction) / market.roundTo)) * market.roundTo;
