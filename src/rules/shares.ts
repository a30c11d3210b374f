import type { Charge } from '../../prisma/generated/prisma/client.js';
import { smallerOf } from './amounts.js';

/** What decides how much of a fee or transfer goes back with a refund (rules, section 3). */
export interface Share {
  /** The whole fee or transfer; null if the charge has none. */
  readonly whole: bigint | null;
  /** The amount that went back with earlier refunds. */
  readonly returned: bigint;
  /** Whether every earlier refund of the charge returned its share. */
  readonly everyRefundShared: boolean;
}

/**
 * The part of a fee or transfer that goes back with a refund of `amount`: in proportion to the ceiling, rounded to the
 * nearest whole number, halves up, and never more than is left. If every earlier refund returned its share, the refund
 * that empties the charge returns the remainder, so that the parts add up.
 */
export function shareOf(
  { whole, returned, everyRefundShared }: Share,
  amount: bigint,
  charge: Pick<Charge, 'refundCeiling' | 'amountRefunded'>,
): bigint {
  if (whole === null) return 0n;
  const left = whole - returned;
  const isLast = charge.amountRefunded + amount === charge.refundCeiling;
  if (isLast && everyRefundShared) return left;
  return smallerOf(proportionalShare(whole, amount, charge.refundCeiling), left);
}

/** Section 3: the part of a fee or transfer that belongs to a refund, by proportion alone. */
export const proportionalShare = (whole: bigint, amount: bigint, ceiling: bigint): bigint =>
  divideHalfUp(whole * amount, ceiling);

/** Nearest whole number of a quotient of positive numbers, halves up, exact at any size. */
const divideHalfUp = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);
