import type { Ledger, ModelCharge, Refused } from './ledger.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What one caller may refund in one currency. What is left out has no limit. */
export interface ModelLimit {
  readonly perRefund?: number;
  readonly perDay?: number;
  readonly refundsPerDay?: number;
  readonly above: 'approve' | 'refuse';
}

/** Section 12: what the policy of the model's gateway allows, by caller and currency. The gateway gets it in its own form. */
export const LIMITS: Readonly<Record<string, Readonly<Record<string, ModelLimit>>>> = {
  ann: { usd: { perRefund: 900, perDay: 1500, above: 'refuse' }, jpy: { refundsPerDay: 3, above: 'refuse' } },
  desk: {
    usd: { perRefund: 100, perDay: 300, above: 'approve' },
    jpy: { refundsPerDay: 1, above: 'approve' },
    kwd: { perRefund: 0, above: 'approve' },
  },
  till: {
    usd: { perDay: 100, refundsPerDay: 2, above: 'approve' },
    jpy: { perRefund: 20, above: 'approve' },
    isk: { perRefund: 200, above: 'approve' },
  },
  // A limited approver. It may refund no yen at all.
  lead: {
    usd: { perRefund: 250, perDay: 300, above: 'refuse' },
    jpy: { refundsPerDay: 0, above: 'approve' },
    kwd: { perDay: 400, above: 'refuse' },
  },
};
export const REASON_CODES = ['damaged', 'late'];
/** By the type of the payment method. */
export const WINDOW_DAYS: Readonly<Record<string, number>> = { sepa_debit: 1 };

interface Day {
  readonly amount: number;
  readonly count: number;
}
const UNUSED: Day = { amount: 0, count: 0 };

const limitOf = (caller: string | null, currency: string): ModelLimit | null =>
  LIMITS[caller ?? '']?.[currency] ?? null;

const dayOf = (ledger: Ledger): string => new Date(ledger.now).toISOString().slice(0, 10);
const nameOf = (ledger: Ledger, caller: string | null, currency: string): string =>
  `${caller} ${currency} ${dayOf(ledger)}`;

/** What the policy says of a refund that the other rules allow. */
type Verdict = { readonly refused: Refused } | { readonly exceeds: Refused } | null;

/** The checks of section 12, in their order. A reason code is not required. */
export function judge(
  ledger: Ledger,
  { charge, amount }: { readonly charge: ModelCharge; readonly amount: number },
  caller: string | null,
  reasonCode: string | undefined,
): Verdict {
  if (reasonCode !== undefined && !REASON_CODES.includes(reasonCode))
    return { refused: { code: 'PARAMETER_INVALID', param: 'reasonCode' } };
  if (isLate(ledger, charge)) return { refused: { code: 'CHARGE_NOT_REFUNDABLE', param: null } };
  const limit = limitOf(caller, charge.currency);
  if (!limit) return null;
  const exceeded = beyond(limit, amount, ledger.days.get(nameOf(ledger, caller, charge.currency)) ?? UNUSED);
  if (!exceeded) return null;
  return limit.above === 'refuse' ? { refused: exceeded } : { exceeds: exceeded };
}

/** Rule 13.4: whoever approves could make a single refund of the amount on an unused day. */
export function refuseApprover(
  ledger: Ledger,
  { charge, amount }: { readonly charge: ModelCharge; readonly amount: number },
  caller: string,
): Refused | null {
  if (isLate(ledger, charge)) return { code: 'CHARGE_NOT_REFUNDABLE', param: 'approval' };
  const limit = limitOf(caller, charge.currency);
  const exceeded = limit && beyond(limit, amount, UNUSED);
  return exceeded && { ...exceeded, param: 'approval' };
}

function isLate({ now }: Ledger, { method, created }: ModelCharge): boolean {
  const window = WINDOW_DAYS[method];
  return window !== undefined && now - created > window * DAY_MS;
}

function beyond(
  { perRefund = Infinity, perDay = Infinity, refundsPerDay = Infinity }: ModelLimit,
  amount: number,
  day: Day,
): Refused | null {
  const noMore = day.count >= refundsPerDay;
  const left = Math.min(perRefund, Math.max(0, perDay - day.amount), noMore ? 0 : Infinity);
  if (amount > perRefund || day.amount + amount > perDay)
    return { code: 'REFUND_LIMIT_EXCEEDED', param: 'amount', left };
  return noMore ? { code: 'REFUND_LIMIT_EXCEEDED', param: null, left } : null;
}

/** Counts a refund in its day, if a limit counts days. It stays counted, whatever happens to it. */
export function countInDay(
  ledger: Ledger,
  { currency }: ModelCharge,
  amount: number,
  caller: string | null,
): boolean {
  const limit = limitOf(caller, currency);
  if (limit?.perDay === undefined && limit?.refundsPerDay === undefined) return false;
  const name = nameOf(ledger, caller, currency);
  const day = ledger.days.get(name) ?? UNUSED;
  ledger.days.set(name, { amount: day.amount + amount, count: day.count + 1 });
  return true;
}
