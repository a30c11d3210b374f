import type { Charge } from '../../prisma/generated/prisma/client.js';
import { notBelowZero } from './amounts.js';

/** What the operator allows callers, as the file of POLICY_FILE says it (rules, section 12). */
export interface Policy {
  /** The first limit that matches a caller and a currency counts. */
  readonly limits: readonly CallerLimit[];
  /** The reason codes that may be given; null if any may. */
  readonly reasonCodes: readonly string[] | null;
  readonly requireReasonCode: boolean;
  readonly requireNote: boolean;
  /** How long a refund waits for its approval. */
  readonly approvalExpiresHours: number;
  /** How old a charge may be, by the type of its payment method; `*` is every other type. */
  readonly refundWindowDays: ReadonlyMap<string, number>;
}

/** What one caller may refund in one currency. Null is no limit. */
export interface CallerLimit {
  /** A name, in which `*` stands for any text. */
  readonly caller: string;
  /** In lower case. */
  readonly currency: string;
  /** The largest single refund, in the currency's smallest unit. */
  readonly maxAmount: bigint | null;
  /** The largest sum of a day (UTC). */
  readonly maxAmountPerDay: bigint | null;
  /** The largest number of refunds in a day (UTC). */
  readonly maxCountPerDay: number | null;
  /** What happens to a refund beyond the limit. */
  readonly aboveLimit: 'approve' | 'refuse';
}

/** What a caller has refunded in a day, in one currency. */
export interface DaySoFar {
  /** In UTC, as `YYYY-MM-DD`. */
  readonly day: string;
  readonly amount: bigint;
  readonly count: number;
}

/** Where the operator gives no policy. */
export const NO_POLICY: Policy = {
  limits: [],
  reasonCodes: null,
  requireReasonCode: false,
  requireNote: false,
  approvalExpiresHours: 72,
  refundWindowDays: new Map(),
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** The days in which a charge may be refunded, by the type of its payment method; null without a window. */
export const windowDaysOf = (
  { refundWindowDays }: Policy,
  { paymentMethodType }: Pick<Charge, 'paymentMethodType'>,
): number | null => refundWindowDays.get(paymentMethodType ?? '*') ?? refundWindowDays.get('*') ?? null;

/** Section 12: until when the policy allows refunds of a charge; null without a window. */
export function refundableUntil(
  policy: Policy,
  charge: Pick<Charge, 'paymentMethodType' | 'created'>,
): Date | null {
  const days = windowDaysOf(policy, charge);
  return days === null ? null : new Date(charge.created.getTime() + days * DAY_MS);
}

/** Whether a name matches a pattern, in which `*` stands for any text. Without authentication a name is empty. */
export function matchesCaller(pattern: string, name: string): boolean {
  const [start, ...parts] = pattern.split('*') as [string, ...string[]];
  const end = parts.pop();
  if (end === undefined) return name === pattern;
  if (!name.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}

/** The limit of a caller in a currency; null if the policy has none. */
export const limitOf = ({ limits }: Policy, caller: string, currency: string): CallerLimit | null =>
  limits.find((limit) => limit.currency === currency && matchesCaller(limit.caller, caller)) ?? null;

/** The limits of a caller, one for each currency. */
export function limitsOf({ limits }: Policy, caller: string): readonly CallerLimit[] {
  const byCurrency = new Map<string, CallerLimit>();
  for (const limit of limits)
    if (!byCurrency.has(limit.currency) && matchesCaller(limit.caller, caller))
      byCurrency.set(limit.currency, limit);
  return [...byCurrency.values()];
}

/** Whether the refunds under a limit are counted by day. */
export const countsDays = ({ maxAmountPerDay, maxCountPerDay }: CallerLimit): boolean =>
  maxAmountPerDay !== null || maxCountPerDay !== null;

/** What is left of a day's sum; null without such a limit. A new policy can be below what was refunded already. */
export const amountLeftOfDay = (
  { maxAmountPerDay }: CallerLimit,
  { amount }: Pick<DaySoFar, 'amount'>,
): bigint | null => (maxAmountPerDay === null ? null : notBelowZero(maxAmountPerDay - amount));

/** How many refunds are left of a day; null without such a limit. */
export const countLeftOfDay = (
  { maxCountPerDay }: CallerLimit,
  { count }: Pick<DaySoFar, 'count'>,
): number | null => (maxCountPerDay === null ? null : Math.max(0, maxCountPerDay - count));
