import { type DayCount, decidePolicy } from '../../rules/decide-policy.js';
import type { RefundDecision } from '../../rules/decide-refund.js';
import { countsDays, limitOf, type Policy } from '../../rules/policy.js';
import type { Refusal } from '../../rules/refusal.js';
import type { CallerDays } from './caller-days.js';

const HOUR_MS = 3_600_000;

/** A refund that its caller may not make alone. */
export interface ApprovalNeeded {
  /** The limit that it exceeds. Its message says why it needs approval. */
  readonly exceeded: Refusal<'REFUND_LIMIT_EXCEEDED'>;
  readonly expiresAfterMs: number;
}

/**
 * Applies a caller's policy to a refund that the other rules allow.
 *
 * @param days null if no limit of the caller counts days
 * @returns the day in which the refund is counted, null if in none; or that it needs approval; or the refusal
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
):
  | { readonly counted: DayCount | null }
  | { readonly needsApproval: ApprovalNeeded }
  | Refusal<'CHARGE_NOT_REFUNDABLE' | 'REFUND_LIMIT_EXCEEDED'> {
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
      return {
        needsApproval: {
          exceeded: decided.exceeded,
          expiresAfterMs: decided.expiresAfterHours * HOUR_MS,
        },
      };
  }
}
