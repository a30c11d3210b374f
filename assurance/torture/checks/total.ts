import type { ChargeBook } from '../book.js';
import { unless, type Violation } from './violation.js';

/** What an answer says of a charge's totals. */
export interface SeenTotal {
  readonly id: string;
  readonly amountRefunded: number;
  readonly amountRefundable: number;
}

/**
 * I1 and I11: a total is never above the ceiling, nor below what was answered before the read began, where nothing
 * gives back.
 *
 * @param confirmed of the charge before the read was sent
 */
export function checkTotal(charge: ChargeBook, confirmed: number, seen: SeenTotal): Violation[] {
  const { amountRefunded, amountRefundable } = seen;
  const least = charge.givesBack ? 0 : confirmed;
  return [
    ...unless(
      least <= amountRefunded && amountRefunded <= charge.ceiling,
      'I1',
      `Refunded ${amountRefunded}, which is not from ${least} to ${charge.ceiling}`,
      [charge.id],
    ),
    ...unless(
      amountRefunded + amountRefundable === charge.ceiling,
      'I1',
      `Refunded ${amountRefunded} and left ${amountRefundable} are not ${charge.ceiling}`,
      [charge.id],
    ),
  ];
}
