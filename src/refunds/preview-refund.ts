import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';
import { refuseReasonCode } from '../rules/decide-policy.js';
import { decideTerms, termsCodes } from '../rules/decide-refund.js';
import { NO_POLICY } from '../rules/policy.js';
import { type CreateRefundInput, type RefundTerms, refuseInput } from '../rules/refund-input.js';
import { amountRefundable } from '../rules/refundability.js';
import { isRefusal, type Refusal } from '../rules/refusal.js';
import { applyPolicy } from './create/apply-policy.js';
import { readCallerDays } from './create/caller-days.js';
import type { AttemptContext } from './create/create-group.js';
import { type FactsAndOutcome, readFacts } from './create/read-facts.js';
import { succeedsAtOnce } from './processing/processor.js';
import type { VerbContext } from './verb-context.js';

/** What createRefund would do now with the same terms. */
export interface RefundPreview {
  readonly charge: Charge;
  readonly amount: bigint;
  readonly amountRefundableAfter: bigint;
  /** Null if nothing of the fee goes back. */
  readonly applicationFeeRefundAmount: bigint | null;
  /** Null if nothing of the transfer comes back. */
  readonly transferReversalAmount: bigint | null;
  readonly status: Refund['status'];
  /** Why the refund would need an approval; null if it would not. */
  readonly approvalMessage: string | null;
}

/** What a preview takes: the terms, and the reason code, which is checked only if it is given. */
export type PreviewTerms = RefundTerms & Pick<CreateRefundInput, 'reasonCode'>;

/** The context of `previewRefund`. */
export interface PreviewContext extends AttemptContext {
  readonly database: VerbContext['database'];
}

/** The codes with which `previewRefund` refuses. */
export const previewRefundCodes = termsCodes;

/** Decides as createRefund does, by the same rules, policy and facts, but needs no reason code or note, and writes nothing. */
export async function previewRefund(
  { database, processor, clock, actor, policy = NO_POLICY }: PreviewContext,
  terms: PreviewTerms,
): Promise<RefundPreview | Refusal<(typeof previewRefundCodes)[number]>> {
  const refused = refuseInput(terms);
  if (refused) return refused;
  const caller = actor ?? '';
  const [[read], days] = await Promise.all([
    readFacts(database, [{ terms, key: null }]),
    readCallerDays(database, [{ caller, policy }], clock.shared),
  ]);
  const { facts } = read as FactsAndOutcome;
  const decision = decideTerms(terms, facts, succeedsAtOnce(processor, facts));
  if (isRefusal(decision)) return decision;
  const wrongCode = terms.reasonCode == null ? null : refuseReasonCode(policy, terms.reasonCode);
  if (wrongCode) return wrongCode;
  const applied = applyPolicy(decision, { policy, caller, now: clock.now(), days });
  if (isRefusal(applied)) return applied;
  const { charge, amount, applicationFeeRefundAmount, transferReversalAmount, status } = decision;
  return {
    charge,
    amount,
    amountRefundableAfter: amountRefundable({ ...charge, amountRefunded: charge.amountRefunded + amount }),
    applicationFeeRefundAmount: applicationFeeRefundAmount || null,
    transferReversalAmount: transferReversalAmount || null,
    status,
    approvalMessage: 'needsApproval' in applied ? applied.needsApproval.exceeded.message : null,
  };
}
