import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { type DecisionFacts, decideRefund, type RefundDecision } from '../../../src/rules/decide-refund.js';
import type { CreateRefundInput } from '../../../src/rules/refund-input.js';
import { isRefusal, type Refusal } from '../../../src/rules/refusal.js';

/** The facts of a decision about a charge without other refunds. */
export const factsOf = (charge: Charge | null, facts: Partial<DecisionFacts> = {}): DecisionFacts => ({
  charge,
  paymentIntent: null,
  everyRefundReturnedFee: true,
  everyRefundReversedTransfer: true,
  replaced: null,
  ...facts,
});
/** Decides for a processor that settles every card refund at once. */
export const decide = (input: CreateRefundInput, facts: DecisionFacts): RefundDecision | Refusal =>
  decideRefund(input, facts, true);
/** Decides on a charge alone, without a database. */
export const decideOn = (charge: Charge, input: CreateRefundInput = {}): RefundDecision | Refusal =>
  decide({ charge: charge.id, ...input }, factsOf(charge));
/** Decides on a charge alone, and throws if the refund is refused. */
export const allowed = (charge: Charge, input: CreateRefundInput = {}): RefundDecision => {
  const decision = decideOn(charge, input);
  if (isRefusal(decision)) throw new Error(`Refused: ${decision.message}`);
  return decision;
};
