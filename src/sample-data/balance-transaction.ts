import { DAY, LAST_SECOND } from './calendar.js';
import type { BalanceTransactionObject, BalanceTransactionType } from './stripe-objects.js';

/** A movement of money on the account's balance. */
interface Movement {
  readonly id: string;
  readonly source: { readonly id: string; readonly currency: string };
  /** Negative if money leaves the balance. */
  readonly amount: number;
  readonly fee?: number;
  readonly created: number;
  readonly type: BalanceTransactionType;
  readonly description?: string;
}

const AVAILABLE_AFTER = 2 * DAY;

export function balanceTransaction({
  id,
  source,
  amount,
  fee = 0,
  created,
  type,
  description,
}: Movement): BalanceTransactionObject {
  const availableOn = amount < 0 ? created : created + AVAILABLE_AFTER;
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: availableOn,
    created,
    currency: source.currency,
    description: description ?? null,
    exchange_rate: null,
    fee,
    net: amount - fee,
    reporting_category: categories[type],
    source: source.id,
    status: availableOn <= LAST_SECOND ? 'available' : 'pending',
    type,
  };
}

const categories: Readonly<Record<BalanceTransactionType, BalanceTransactionObject['reporting_category']>> = {
  charge: 'charge',
  payment: 'charge',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund_failure',
  payment_failure_refund: 'refund_failure',
};
