import { largerOf, notBelowZero, smallerOf } from './amounts.js';

/** What decides an opening balance of a charge, of its refunds, fee or transfer, read under the charge's lock. */
export interface OpeningFacts {
  /** The opening balance before this import; 0 for a new charge. */
  readonly before: bigint;
  /** What the file says went back in all, such as the charge's `amount_refunded`; null if it does not say. */
  readonly reported: bigint | null;
  /** The amount that imported refunds held when they were last reported, including those of this file. */
  readonly heldImported: bigint;
  /** The part of it that is new with this file. */
  readonly arrived: bigint;
  /** The amount that refunds created by the gateway hold. */
  readonly heldByGateway: bigint;
}

/**
 * Sections 3 and 11: the amount that went back beyond what the ledger knows one by one. A refund that is imported later
 * takes its amount out of it.
 *
 * The total that a charge reports may include refunds created by the gateway or not: the export may be older than they
 * are, and the sandbox's refunds exist nowhere else. So the reported total bounds the opening balance on both sides, and
 * within these bounds it stays as it was. Importing the same file again changes nothing, even after refunds in between.
 */
export function openingOf(facts: OpeningFacts): bigint {
  const { before, reported, heldImported, arrived, heldByGateway } = facts;
  const left = notBelowZero(before - arrived);
  if (reported === null) return left;
  const least = notBelowZero(reported - heldImported - heldByGateway);
  const most = notBelowZero(reported - heldImported);
  return smallerOf(largerOf(left, least), most);
}
