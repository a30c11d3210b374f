import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';
import { decideTerms, termsCodes } from '../rules/decide-refund.js';
import { type RefundTerms, refuseInput } from '../rules/refund-input.js';
import { amountRefundable } from '../rules/refundability.js';
import { isRefusal, type Refusal } from '../rules/refusal.js';
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
}

/** The codes with which `previewRefund` refuses. */
export const previewRefundCodes = termsCodes;

/** Decides as createRefund does, by the same rules and from the same facts, but writes nothing. */
export async function previewRefund(
  { database, processor }: Pick<VerbContext, 'database' | 'processor'>,
  terms: RefundTerms,
): Promise<RefundPreview | Refusal<(typeof previewRefundCodes)[number]>> {
  const refused = refuseInput(terms);
  if (refused) return refused;
  const [read] = await readFacts(database, [{ terms, key: null }]);
  const { facts } = read as FactsAndOutcome;
  const decision = decideTerms(terms, facts, succeedsAtOnce(processor, facts));
  if (isRefusal(decision)) return decision;
  const { charge, amount, applicationFeeRefundAmount, transferReversalAmount, status } = decision;
  return {
    charge,
    amount,
    amountRefundableAfter: amountRefundable({ ...charge, amountRefunded: charge.amountRefunded + amount }),
    applicationFeeRefundAmount: applicationFeeRefundAmount || null,
    transferReversalAmount: transferReversalAmount || null,
    status,
  };
}
