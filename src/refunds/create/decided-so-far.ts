import type { Refund } from '../../../prisma/generated/prisma/client.js';
import type { DecisionFacts, RefundDecision } from '../../rules/decide-refund.js';

/** What the decided refunds of a charge take together. */
interface Seen {
  amount: bigint;
  applicationFeeRefundAmount: bigint;
  transferReversalAmount: bigint;
  everyRefundReturnedFee: boolean;
  everyRefundReversedTransfer: boolean;
}

/** The refunds of a group that are decided but not written. The next decision counts them. */
export class DecidedSoFar {
  readonly #charges = new Map<string, Seen>();
  /** The refunds that are replaced, with the new ones. */
  readonly #replaced = new Map<string, string>();

  /** Returns the facts with the refunds that were decided since they were read. */
  apply(facts: DecisionFacts): DecisionFacts {
    const { charge, replaced } = facts;
    const seen = charge && this.#charges.get(charge.id);
    if (!seen) return facts;
    const replacedById = (replaced && this.#replaced.get(replaced.id)) ?? null;
    return {
      ...facts,
      // A replacement is of the same charge.
      replaced: replaced && replacedById !== null ? { ...replaced, replacedById } : replaced,
      // As if the refunds were written already. The facts of a group are read at one moment, so they count none of them.
      charge: {
        ...charge,
        amountRefunded: charge.amountRefunded + seen.amount,
        applicationFeeRefunded: charge.applicationFeeRefunded + seen.applicationFeeRefundAmount,
        transferReversed: charge.transferReversed + seen.transferReversalAmount,
      },
      everyRefundReturnedFee: facts.everyRefundReturnedFee && seen.everyRefundReturnedFee,
      everyRefundReversedTransfer: facts.everyRefundReversedTransfer && seen.everyRefundReversedTransfer,
    };
  }

  add(
    { charge, amount, applicationFeeRefundAmount, transferReversalAmount, replacesId }: RefundDecision,
    refund: Refund,
  ): void {
    if (replacesId !== null) this.#replaced.set(replacesId, refund.id);
    const seen = this.#charges.get(charge.id) ?? {
      amount: 0n,
      applicationFeeRefundAmount: 0n,
      transferReversalAmount: 0n,
      everyRefundReturnedFee: true,
      everyRefundReversedTransfer: true,
    };
    seen.amount += amount;
    seen.applicationFeeRefundAmount += applicationFeeRefundAmount;
    seen.transferReversalAmount += transferReversalAmount;
    seen.everyRefundReturnedFee &&= refund.refundApplicationFee;
    seen.everyRefundReversedTransfer &&= refund.reverseTransfer;
    this.#charges.set(charge.id, seen);
  }
}
