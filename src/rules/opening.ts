/** What bears on a charge's opening, under the charge's lock. */
export interface OpeningFacts {
  /** As it was before this import; 0 for a new charge. */
  readonly before: bigint;
  /** The charge's `amount_refunded` in the file; null where the file does not hold the charge. */
  readonly said: bigint | null;
  readonly captured: boolean;
  /** What imported refunds hold, those of this file included. */
  readonly heldImported: bigint;
  /** Of these, what this file brings for the first time. */
  readonly arrived: bigint;
  /** What refunds made here hold. */
  readonly heldHere: bigint;
}

/**
 * Section 11: what was refunded beyond the refunds known here. A refund that arrives takes its amount out of it.
 *
 * What a charge says may count refunds made here, or not: it may be older than they are, and a sandbox's refunds are
 * nowhere else. So what it says bounds the opening on both sides, and within them the opening stays as it was:
 * the same file again changes nothing, whatever was refunded here in between.
 */
export function openingRefunded(facts: OpeningFacts): bigint {
  const { before, said, captured, heldImported, arrived, heldHere } = facts;
  if (!captured) return 0n;
  const left = notBelowZero(before - arrived);
  if (said === null) return left;
  const least = notBelowZero(said - heldImported - heldHere);
  const most = notBelowZero(said - heldImported);
  if (left < least) return least;
  return left > most ? most : left;
}

const notBelowZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);
