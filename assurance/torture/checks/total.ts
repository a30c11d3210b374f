import type { ChargeBook } from '../book.js';
import { unless, type Violation } from './violation.js';

/** The totals of a charge as an answer shows them. */
export interface SeenTotal {
  readonly id: string;
  readonly amountRefunded: number;
  readonly amountRefundable: number;
}

/**
 * I1 and I11: a total is never above the ceiling. If no refund of the charge can fail or be canceled, the total is also
 * never below the sum of the answers before the read began.
 *
 * @param confirmed the confirmed sum of the charge before the read was sent
 */
export function checkTotal(charge: ChargeBook, confirmed: number, seen: SeenTotal): Violation[] {
  const { amountRefunded, amountRefundable } = seen;
  const least = charge.givesBack ? 0 : confirmed;
  return [
    ...unless(
      least <= amountRefunded && amountRefunded <= charge.ceiling,
      'I1',
      `Refunded ${amountRefunded}, which is not between ${least} and ${charge.ceiling}`,
      [charge.id],
    ),
    ...unless(
      amountRefunded + amountRefundable === charge.ceiling,
      'I1',
      `Refunded ${amountRefunded} plus refundable ${amountRefundable} is not ${charge.ceiling}`,
      [charge.id],
    ),
  ];
}
