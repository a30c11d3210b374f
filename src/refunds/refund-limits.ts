import {
  amountLeftOfDay,
  type CallerLimit,
  countLeftOfDay,
  countsDays,
  limitsOf,
  NO_POLICY,
  type Policy,
} from '../rules/policy.js';
import { readCallerDays } from './create/caller-days.js';
import type { VerbContext } from './verb-context.js';

/** A limit of a caller, with what is left of it today. */
export interface RefundLimit extends CallerLimit {
  /** Null without a limit per day. */
  readonly amountLeftToday: bigint | null;
  readonly countLeftToday: number | null;
}

/** The limits of the caller, one for each currency, in the order of the policy. Currencies without a limit are left out. */
export async function refundLimits({
  database,
  clock,
  actor,
  policy = NO_POLICY,
}: Pick<VerbContext, 'database' | 'clock' | 'actor'> & { readonly policy?: Policy }): Promise<
  readonly RefundLimit[]
> {
  const caller = actor ?? '';
  const limits = limitsOf(policy, caller).filter((limit) => limit.maxAmount !== null || countsDays(limit));
  const days = await readCallerDays(database, [{ caller, policy }], clock.shared);
  return limits.map((limit) => {
    const day = days?.of(caller, limit.currency);
    return {
      ...limit,
      amountLeftToday: day ? amountLeftOfDay(limit, day) : null,
      countLeftToday: day ? countLeftOfDay(limit, day) : null,
    };
  });
}
