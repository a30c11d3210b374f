import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import type { DecisionFacts, RefundDecision } from '../../rules/decide-refund.js';

/** A charge with the decided refunds, as if they were written already. */
interface Seen {
  readonly charge: Charge;
  readonly everyRefundReturnedFee: boolean;
  readonly everyRefundReversedTransfer: boolean;
}

/** The refunds of a group that are decided but not written. The next decision counts them. */
export class DecidedSoFar {
  readonly #charges = new Map<string, Seen>();
  /** The refunds that are replaced, with the new ones. */
  readonly #replaced = new Map<string, string>();

  /** Returns the facts with the refunds that were decided since they were read. */
  apply(facts: DecisionFacts): DecisionFacts {
    const seen = facts.charge && this.#charges.get(facts.charge.id);
    if (!seen) return facts;
    const { replaced } = facts;
    const replacedById = (replaced && this.#replaced.get(replaced.id)) ?? null;
    return {
      ...facts,
      // A replacement is of the same charge.
      replaced: replaced && replacedById !== null ? { ...replaced, replacedById } : replaced,
      charge: seen.charge,
      everyRefundReturnedFee: facts.everyRefundReturnedFee && seen.everyRefundReturnedFee,
      everyRefundReversedTransfer: facts.everyRefundReversedTransfer && seen.everyRefundReversedTransfer,
    };
  }

  add(
    { charge, amount, applicationFeeRefundAmount, transferReversalAmount, replacesId }: RefundDecision,
    refund: Refund,
  ): void {
    if (replacesId !== null) this.#replaced.set(replacesId, refund.id);
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
