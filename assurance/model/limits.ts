import type { Ledger, ModelCharge, Refused } from './ledger.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Section 12: what the policy of the model's gateway allows. The gateway gets the same numbers in its own form. */
export const LIMITED_CALLER = 'ann';
export const USD = { perRefund: 900, perDay: 1500 };
export const JPY = { refundsPerDay: 3 };
export const REASON_CODES = ['damaged', 'late'];
/** By the type of the payment method. */
export const WINDOW_DAYS: Readonly<Record<string, number>> = { sepa_debit: 1 };

interface Day {
  readonly amount: number;
  readonly count: number;
}

const nameOf = ({ now }: Ledger, currency: string): string => `${currency} ${Math.floor(now / DAY_MS)}`;
const dayOf = (ledger: Ledger, currency: string): Day =>
  ledger.days.get(nameOf(ledger, currency)) ?? { amount: 0, count: 0 };

/** The checks of section 12, in their order. A preview gives no reason code and needs none. */
export function refuseByPolicy(
  ledger: Ledger,
  charge: ModelCharge,
  amount: number,
  caller: string | null,
  reasonCode: string | undefined,
): Refused | null {
  if (reasonCode !== undefined && !REASON_CODES.includes(reasonCode))
    return { code: 'PARAMETER_INVALID', param: 'reasonCode' };
  const window = WINDOW_DAYS[charge.method];
  if (window !== undefined && ledger.now - charge.created > window * DAY_MS)
    return { code: 'CHARGE_NOT_REFUNDABLE', param: null };
  if (caller !== LIMITED_CALLER) return null;
  const day = dayOf(ledger, charge.currency);
  const exceeded = (param: string | null, left: number): Refused => ({
    code: 'REFUND_LIMIT_EXCEEDED',
    param,
    left,
  });
  if (charge.currency === 'usd') {
    const left = USD.perDay - day.amount;
    if (amount > USD.perRefund || amount > left) return exceeded('amount', Math.min(USD.perRefund, left));
  }
  return charge.currency === 'jpy' && day.count >= JPY.refundsPerDay ? exceeded(null, 0) : null;
}

/** Counts a refund in its day. It stays counted, whatever happens to it. */
export function countInDay(ledger: Ledger, { currency }: ModelCharge, amount: number, caller: string | null) {
  if (caller !== LIMITED_CALLER || (currency !== 'usd' && currency !== 'jpy')) return;
  const day = dayOf(ledger, currency);
  ledger.days.set(nameOf(ledger, currency), { amount: day.amount + amount, count: day.count + 1 });
}
