import type { Random } from './random.js';
import type { PaymentMethodDetails } from './stripe-objects.js';

export type MethodType =
  | 'card'
  | 'sepa_debit'
  | 'bacs_debit'
  | 'us_bank_account'
  | 'ideal'
  | 'bancontact'
  | 'klarna'
  | 'affirm'
  | 'twint'
  | 'p24'
  | 'konbini'
  | 'customer_balance'
  | 'promptpay'
  | 'boleto';

interface Method {
  /** Stripe's name for the destination of its refunds. */
  readonly refundsTo: string;
  /** The details of the method, besides its type. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** The methods other than cards, with the details of Stripe's test mode. */
const methods: Readonly<Record<Exclude<MethodType, 'card'>, Method>> = {
  sepa_debit: {
    refundsTo: 'eu_bank_transfer',
    details: { bank_code: '37040044', country: 'DE', last4: '3000' },
  },
  bacs_debit: { refundsTo: 'gb_bank_transfer', details: { sort_code: '108800', last4: '2345' } },
  us_bank_account: {
    refundsTo: 'us_bank_transfer',
    details: { account_type: 'checking', bank_name: 'STRIPE TEST BANK', last4: '6789' },
  },
  ideal: { refundsTo: 'eu_bank_transfer', details: { bank: 'ing', bic: 'INGBNL2A' } },
  bancontact: {
    refundsTo: 'eu_bank_transfer',
    details: { bank_name: 'VOLKSWAGEN BANK', preferred_language: 'nl' },
  },
  klarna: { refundsTo: 'klarna', details: { payment_method_category: 'pay_later' } },
  affirm: { refundsTo: 'affirm', details: {} },
  twint: { refundsTo: 'twint', details: {} },
  p24: { refundsTo: 'p24', details: { bank: 'ing' } },
  konbini: { refundsTo: 'jp_bank_transfer', details: { store: { chain: 'familymart' } } },
  customer_balance: { refundsTo: 'customer_cash_balance', details: {} },
  promptpay: { refundsTo: 'th_bank_transfer', details: {} },
  boleto: { refundsTo: 'br_bank_transfer', details: { tax_id: '00000000000' } },
};

/**
 * Whether the method is a bank debit, which settles days after the customer agrees. Until then the charge is pending.
 */
export const settlesLater = (type: MethodType): boolean =>
  type === 'sepa_debit' || type === 'bacs_debit' || type === 'us_bank_account';

export interface Card {
  readonly brand: string;
  readonly last4: string;
  readonly fingerprint: string;
}

/** The method that paid for an order. */
export type PaymentMethod =
  | { readonly type: 'card'; readonly card: Card }
  | { readonly type: Exclude<MethodType, 'card'> };

/** Stripe's test cards that simply succeed. The sandbox's other test cards are in `sandbox-charges.ts`. */
const cards: readonly (readonly [brand: string, last4: string])[] = [
  ['visa', '4242'],
  ['visa', '4242'],
  ['visa', '5556'],
  ['mastercard', '4444'],
  ['mastercard', '3222'],
  ['mastercard', '8210'],
  ['amex', '0005'],
  ['amex', '8431'],
  ['discover', '1117'],
  ['jcb', '0505'],
];

export function makeCard(random: Random): Card {
  const [brand, last4] = random.pick(cards);
  return { brand, last4, fingerprint: random.letters(16) };
}

export const paymentMethodDetails = (method: PaymentMethod): PaymentMethodDetails =>
  method.type === 'card'
    ? { type: 'card', card: method.card }
    : { type: method.type, [method.type]: methods[method.type].details };

/** The destination of a refund of a method other than a card. */
export const refundsTo = (type: Exclude<MethodType, 'card'>): string => methods[type].refundsTo;
