import type { Charge } from '../../prisma/generated/prisma/client.js';
import { smallerOf } from './amounts.js';
import { formatAmount } from './currency.js';
import type { RefundDecision } from './decide-refund.js';
import {
  amountLeftOfDay,
  type CallerLimit,
  countLeftOfDay,
  countsDays,
  type DaySoFar,
  limitOf,
  type Policy,
  refundableUntil,
  windowDaysOf,
} from './policy.js';
import type { Refusal } from './refusal.js';
import { shorten, unlessBlank } from './text.js';

/** What the policy decides on, beside a refund that the other rules allow. */
export interface PolicyFacts {
  readonly policy: Policy;
  /** The caller's name; empty without authentication. */
  readonly caller: string;
  readonly now: Date;
  /** What the caller has refunded today in the charge's currency; null if no limit counts days. */
  readonly day: DaySoFar | null;
}

/** The day in which a refund is counted, with the limits that must hold when it is written. */
export interface DayCount {
  readonly caller: string;
  readonly currency: string;
  readonly day: string;
  readonly maxAmount: bigint | null;
  readonly maxCount: number | null;
}

type LimitExceeded = Refusal<'REFUND_LIMIT_EXCEEDED'>;

/** What the policy says of a refund. */
export type PolicyDecision =
  | { readonly verdict: 'allowed'; readonly counted: DayCount | null }
  | {
      readonly verdict: 'refused';
      readonly refusal: LimitExceeded | Refusal<'CHARGE_NOT_REFUNDABLE'>;
    }
  | {
      readonly verdict: 'needs approval';
      /** The limit that it exceeds. Its message says, for people, why the refund needs approval. */
      readonly exceeded: LimitExceeded;
      readonly expiresAfterHours: number;
    };

/** Section 12: decides whether the caller may make a refund that the other rules allow. */
export function decidePolicy(
  { charge, amount }: Pick<RefundDecision, 'charge' | 'amount'>,
  { policy, caller, now, day }: PolicyFacts,
): PolicyDecision {
  const late = refuseByWindow(policy, charge, now);
  if (late) return { verdict: 'refused', refusal: late };
  const { currency } = charge;
  const limit = limitOf(policy, caller, currency);
  if (!limit) return { verdict: 'allowed', counted: null };
  if (countsDays(limit) !== (day !== null))
    throw new Error(`The day of ${caller} was not read as its limit asks`);
  const exceeded = exceededBy(amount, limit, day);
  if (!exceeded)
    return {
      verdict: 'allowed',
      counted: day && {
        caller,
        currency,
        day: day.day,
        maxAmount: limit.maxAmountPerDay,
        maxCount: limit.maxCountPerDay,
      },
    };
  return limit.aboveLimit === 'refuse'
    ? { verdict: 'refused', refusal: exceeded }
    : { verdict: 'needs approval', exceeded, expiresAfterHours: policy.approvalExpiresHours };
}

/** Any day on which a caller has refunded nothing. */
const UNUSED_DAY: Omit<DaySoFar, 'day'> = { amount: 0n, count: 0 };

/**
 * Rule 13.4: the approver of a refund must be allowed to make a single refund of its amount. The refund counts in nobody's
 * day.
 *
 * @param caller who approves
 */
export function refuseApprover(
  { charge, amount }: Pick<RefundDecision, 'charge' | 'amount'>,
  { policy, caller, now }: Omit<PolicyFacts, 'day'>,
): LimitExceeded | Refusal<'CHARGE_NOT_REFUNDABLE'> | null {
  const limit = limitOf(policy, caller, charge.currency);
  return refuseByWindow(policy, charge, now) ?? (limit && exceededBy(amount, limit, UNUSED_DAY));
}

/** Section 12: the reason code is missing, or is not one of the policy's. A blank one gives no reason, so it is missing. */
export function refuseReasonCode(
  { reasonCodes, requireReasonCode }: Policy,
  reasonCode: string | null | undefined,
): Refusal<'PARAMETER_INVALID' | 'PARAMETER_MISSING'> | null {
  if (requireReasonCode && (reasonCode ?? '').trim() === '')
    return {
      code: 'PARAMETER_MISSING',
      message: `Every refund needs a reason code${reasonCodes ? `: one of ${reasonCodes.join(', ')}` : ''}.`,
      param: 'reasonCode',
    };
  if (reasonCode == null || !reasonCodes || reasonCodes.includes(reasonCode)) return null;
  return {
    code: 'PARAMETER_INVALID',
    message: `The reason code '${shorten(reasonCode)}' is not one of ${reasonCodes.join(', ')}.`,
    param: 'reasonCode',
  };
}

/** Section 12: the note is missing. A blank one is none. */
export function refuseNote(
  { requireNote }: Policy,
  note: string | null | undefined,
): Refusal<'PARAMETER_MISSING'> | null {
  if (!requireNote || unlessBlank(note ?? null) !== null) return null;
  return { code: 'PARAMETER_MISSING', message: 'Every refund needs a note.', param: 'note' };
}

/** Section 12: the charge is too old for its payment method. */
export function refuseByWindow(
  policy: Policy,
  charge: Charge,
  now: Date,
): Refusal<'CHARGE_NOT_REFUNDABLE'> | null {
  const until = refundableUntil(policy, charge);
  if (until === null || now <= until) return null;
  return {
    code: 'CHARGE_NOT_REFUNDABLE',
    message: `Charge ${shorten(charge.id)} is older than ${windowDaysOf(policy, charge)} days. The policy of this gateway allows no refund of it.`,
    param: null,
    charge,
  };
}

/** The largest single refund, the day's sum and the day's number, in this order. */
function exceededBy(
  amount: bigint,
  limit: CallerLimit,
  day: Omit<DaySoFar, 'day'> | null,
): LimitExceeded | null {
  const { currency, maxAmount, maxAmountPerDay, maxCountPerDay } = limit;
  const amountOfDay = day && amountLeftOfDay(limit, day);
  const countOfDay = day && countLeftOfDay(limit, day);
  const exceeded = (most: bigint, message: string, param: LimitExceeded['param']): LimitExceeded => ({
    code: 'REFUND_LIMIT_EXCEEDED',
    message,
    param,
    limit: most,
    left: leastOf(maxAmount, amountOfDay, countOfDay === 0 ? 0n : null),
    currency,
  });
  const money = (value: bigint) => formatAmount(value, currency);
  if (maxAmount !== null && amount > maxAmount)
    return exceeded(
      maxAmount,
      `Refund amount (${money(amount)}) is greater than the limit of ${money(maxAmount)} for a single refund.`,
      'amount',
    );
  if (maxAmountPerDay !== null && amountOfDay !== null && amount > amountOfDay)
    return exceeded(
      maxAmountPerDay,
      `Refund amount (${money(amount)}) is greater than what is left of the limit of ${money(maxAmountPerDay)} a day (${money(amountOfDay)}).`,
      'amount',
    );
  if (maxCountPerDay !== null && countOfDay === 0)
    return exceeded(
      BigInt(maxCountPerDay),
      `All ${maxCountPerDay} refunds in ${currency.toUpperCase()} that the limit allows in a day were made.`,
      null,
    );
  return null;
}

const leastOf = (...amounts: readonly (bigint | null)[]): bigint =>
  amounts.reduce<bigint>((least, amount) => smallerOf(least, amount ?? MOST), MOST);

/** At least one of the amounts is a limit, so this is never told. */
const MOST = BigInt(Number.MAX_SAFE_INTEGER);
