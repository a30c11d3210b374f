import type { Charge } from '../../prisma/generated/prisma/client.js';

/** Of the fee or the transfer, what goes back with a refund (rules, section 3). */
export interface Share {
  /** The whole fee or transfer; null where the charge has none. */
  readonly whole: bigint | null;
  /** What went back before. */
  readonly returned: bigint;
  /** Whether every refund of the charge so far asked for its share. */
  readonly everyRefundShared: boolean;
}

/**
 * The part of a fee or transfer that goes back with a refund of `amount`, in proportion to the ceiling, nearest
 * whole number, halves up. Never more than is left of it; the refund that empties the charge takes the remainder
 * where every earlier one took its share, so that the parts add up.
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
  const share = divideHalfUp(whole * amount, charge.refundCeiling);
  return share < left ? share : left;
}

/** Nearest whole number of a quotient of positive numbers, halves up, exact at any size. */
const divideHalfUp = (dividend: bigint, divisor: bigint): bigint =>
  (2n * dividend + divisor) / (2n * divisor);
