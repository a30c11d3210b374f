import type { MethodType } from './payment-methods.js';

/** A country that the shop sells to. */
export interface Market {
  readonly currency: string;
  /** The value of a dollar in the currency's smallest unit. Prices are computed from it. */
  readonly perDollar: number;
  /** Prices and refunds are multiples of this, which is itself a multiple of the currency's step. */
  readonly roundTo: number;
  /** How customers pay. A method that is listed twice is used twice as often. */
  readonly methods: readonly MethodType[];
  readonly customers: readonly string[];
}

const unitedStates: Market = {
  currency: 'usd',
  perDollar: 100,
  roundTo: 50,
  methods: ['card', 'card', 'card', 'card', 'card', 'card', 'us_bank_account', 'klarna', 'affirm'],
  customers: ['Jenny Rosen', 'Marcus Bell', 'Olivia Grant', 'Tyler Brooks', 'Renee Walker', 'Sam Ortega'],
};

const euroArea: Market = {
  currency: 'eur',
  perDollar: 92,
  roundTo: 50,
  methods: [
    'card',
    'card',
    'card',
    'sepa_debit',
    'sepa_debit',
    'ideal',
    'bancontact',
    'klarna',
    'customer_balance',
  ],
  customers: [
    'Anna Schneider',
    'Jürgen Vogt',
    'Camille Laurent',
    'Sanne de Wit',
    'Giulia Conti',
    'Íñigo Vidal',
  ],
};

const britain: Market = {
  currency: 'gbp',
  perDollar: 79,
  roundTo: 50,
  methods: ['card', 'card', 'card', 'bacs_debit', 'klarna'],
  customers: ['Harriet Cole', 'Owen Price', 'Priya Nair', 'Callum Reid'],
};

const japan: Market = {
  currency: 'jpy',
  perDollar: 150,
  roundTo: 10,
  methods: ['card', 'card', 'konbini', 'konbini', 'customer_balance'],
  customers: ['Haruka Mori', 'Kenji Ueda', 'Yuki Sakai', 'Ren Okada'],
};

const others: readonly Market[] = [
  {
    currency: 'chf',
    perDollar: 88,
    roundTo: 50,
    methods: ['card', 'twint'],
    customers: ['Nora Frei', 'Luca Bernasconi'],
  },
  {
    currency: 'kwd',
    perDollar: 308,
    roundTo: 50,
    methods: ['card'],
    customers: ['Fatima Al Sabah', 'Yousef Haddad'],
  },
  {
    currency: 'isk',
    perDollar: 13_800,
    roundTo: 1_000,
    methods: ['card'],
    customers: ['Birna Jónsdóttir', 'Ari Sveinsson'],
  },
  {
    currency: 'sek',
    perDollar: 1_050,
    roundTo: 100,
    methods: ['card', 'klarna'],
    customers: ['Elsa Lindqvist', 'Nils Åberg'],
  },
  {
    currency: 'pln',
    perDollar: 398,
    roundTo: 50,
    methods: ['card', 'p24'],
    customers: ['Zofia Nowak', 'Marek Zając'],
  },
  {
    currency: 'thb',
    perDollar: 3_500,
    roundTo: 100,
    methods: ['card', 'promptpay'],
    customers: ['Mali Srisuk', 'Anan Chaiyo'],
  },
  {
    currency: 'brl',
    perDollar: 520,
    roundTo: 10,
    methods: ['card', 'boleto'],
    customers: ['Beatriz Lima', 'Rafael Souza'],
  },
  // In this currency, an espresso machine costs more than 2^31 smallest units.
  {
    currency: 'idr',
    perDollar: 1_580_000,
    roundTo: 100_000,
    methods: ['card'],
    customers: ['Dewi Lestari', 'Budi Santoso'],
  },
  {
    currency: 'vnd',
    perDollar: 25_400,
    roundTo: 1_000,
    methods: ['card'],
    customers: ['Linh Tran', 'Minh Pham'],
  },
];

/** Every market. Larger ones are listed more often, because they sell more. */
export const markets: readonly Market[] = [
  ...Array.from({ length: 10 }, () => unitedStates),
  ...Array.from({ length: 9 }, () => euroArea),
  ...Array.from({ length: 4 }, () => britain),
  ...Array.from({ length: 4 }, () => japan),
  ...others,
];

export function marketOf(currency: string): Market {
  const market = markets.find((each) => each.currency === currency);
  if (!market) throw new Error(`The shop sells nothing in ${currency}`);
  return market;
}
