import { type DayCount, decidePolicy } from '../../rules/decide-policy.js';
import type { RefundDecision } from '../../rules/decide-refund.js';
import { countsDays, limitOf, type Policy } from '../../rules/policy.js';
import type { Refusal } from '../../rules/refusal.js';
import type { CallerDays } from './caller-days.js';

/**
 * Applies a caller's policy to a refund that the other rules allow.
 *
 * @param days null if no limit of the caller counts days
 * @returns the day in which the refund is counted, null if in none; or the refusal
 */
export function applyPolicy(
  decision: RefundDecision,
  {
    policy,
    caller,
    now,
    days,
  }: {
    readonly policy: Policy;
    readonly caller: string;
    readonly now: Date;
    readonly days: CallerDays | null;
  },
): { readonly counted: DayCount | null } | Refusal<'CHARGE_NOT_REFUNDABLE' | 'REFUND_LIMIT_EXCEEDED'> {
  const { currency } = decision.charge;
  const limit = limitOf(policy, caller, currency);
  const day = limit && countsDays(limit) && days ? days.of(caller, currency) : null;
  const decided = decidePolicy(decision, { policy, caller, now, day });
  switch (decided.verdict) {
    case 'allowed':
      return { counted: decided.counted };
    case 'refused':
      return decided.refusal;
    case 'needs approval':
      // Until refunds can wait for an approval, one that needs it is refused.
      return { ...decided.exceeded, message: `${decided.exceeded.message} It would need an approval.` };
  }
}
