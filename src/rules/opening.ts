/** What decides a charge's opening balance, read under the charge's lock. */
export interface OpeningFacts {
  /** The opening balance before this import; 0 for a new charge. */
  readonly before: bigint;
  /** The charge's `amount_refunded` in the file; null if the file does not contain the charge. */
  readonly reported: bigint | null;
  readonly captured: boolean;
  /** The amount that imported refunds hold, including those of this file. */
  readonly heldImported: bigint;
  /** The part of it that is new with this file. */
  readonly arrived: bigint;
  /** The amount that refunds created by the gateway hold. */
  readonly heldByGateway: bigint;
}

/**
 * Section 11: the amount refunded beyond the refunds that the ledger knows. A refund that is imported later takes its
 * amount out of it.
 *
 * The total that a charge reports may include refunds created by the gateway or not: the export may be older than they
 * are, and the sandbox's refunds exist nowhere else. So the reported total bounds the opening balance on both sides, and
 * within these bounds it stays as it was. Importing the same file again changes nothing, even after refunds in between.
 */
export function openingRefunded(facts: OpeningFacts): bigint {
  const { before, reported, captured, heldImported, arrived, heldByGateway } = facts;
  if (!captured) return 0n;
  const left = notBelowZero(before - arrived);
  if (reported === null) return left;
  const least = notBelowZero(reported - heldImported - heldByGateway);
  const most = notBelowZero(reported - heldImported);
  if (left < least) return least;
  return left > most ? most : left;
}

const notBelowZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
