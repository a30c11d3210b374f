import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import type { DecisionFacts, RefundDecision } from '../../rules/decide-refund.js';

/** A charge as it will be once what was decided is written. */
interface Seen {
  readonly charge: Charge;
  readonly everyRefundReturnedFee: boolean;
  readonly everyRefundReversedTransfer: boolean;
}

/** What was decided and is not written yet, so that the next decision counts it. */
export class DecidedSoFar {
  readonly #charges = new Map<string, Seen>();

  /** Facts with what was decided since they were read. */
  apply(facts: DecisionFacts): DecisionFacts {
    const seen = facts.charge && this.#charges.get(facts.charge.id);
    if (!seen) return facts;
    return {
      ...facts,
      charge: seen.charge,
      everyRefundReturnedFee: facts.everyRefundReturnedFee && seen.everyRefundReturnedFee,
      everyRefundReversedTransfer: facts.everyRefundReversedTransfer && seen.everyRefundReversedTransfer,
    };
  }

  add(
    { charge, amount, applicationFeeRefundAmount, transferReversalAmount }: RefundDecision,
    refund: Refund,
  ): void {
    const before = this.#charges.get(charge.id);
    this.#charges.set(charge.id, {
      charge: {
        ...charge,
        amountRefunded: charge.amountRefunded + amount,
        applicationFeeRefunded: charge.applicationFeeRefunded + applicationFeeRefundAmount,
        transferReversed: charge.transferReversed + transferReversalAmount,
      },
      everyRefundReturnedFee: (before?.everyRefundReturnedFee ?? true) && refund.refundApplicationFee,
      everyRefundReversedTransfer: (before?.everyRefundReversedTransfer ?? true) && refund.reverseTransfer,
    });
  }
}
