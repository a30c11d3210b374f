import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';
import { notBelowZero } from './amounts.js';

type Captured = Pick<Charge, 'amount' | 'amountCaptured' | 'captured'>;

/** Section 2: what was released of an authorization, because less was captured. It was never paid. */
function amountReleased({ amount, amountCaptured, captured }: Captured): bigint {
  return captured ? notBelowZero(amount - amountCaptured) : 0n;
}

/** What tells a release from a refund. */
export type ReleaseCandidate = Pick<
  Refund,
  'id' | 'amount' | 'balanceTransactionId' | 'created' | 'imported' | 'status'
>;

/**
 * Section 2: the refund that is the release of a charge: it is imported, has exactly the amount that was not captured,
 * succeeded, and moved no money. There is one at most, the oldest.
 */
export function releaseOf<R extends ReleaseCandidate>(charge: Captured, refunds: readonly R[]): R | null {
  const released = amountReleased(charge);
  const candidates = refunds.filter(
    ({ amount, balanceTransactionId, imported, status }) =>
      imported && amount === released && balanceTransactionId === null && status === 'succeeded',
  );
  return candidates.reduce<R | null>((oldest, one) => (oldest && !isOlder(one, oldest) ? oldest : one), null);
}

const isOlder = (one: ReleaseCandidate, other: ReleaseCandidate): boolean =>
  one.created < other.created || (one.created.getTime() === other.created.getTime() && one.id < other.id);

/**
 * Section 2: the part of a charge's reported `amount_refunded` that was money given back. Older versions of Stripe's API
 * count the release in it, newer ones do not.
 *
 * @param hasRelease whether the release is known as a refund
 * @param held what the other imported refunds hold
 */
export function reportedWithoutRelease(
  charge: Captured,
  reported: bigint,
  hasRelease: boolean,
  held: bigint,
): bigint {
  const released = amountReleased(charge);
  if (reported < released) return reported;
  const rest = reported - released;
  // More than was captured cannot have been given back, so the release is part of it.
  if (reported > charge.amountCaptured) return rest;
  if (hasRelease) return rest >= held ? rest : reported;
  return rest === 0n ? 0n : reported;
}
