import type { Attempt } from '../book.js';
import { unless, type Violation } from './violation.js';

/**
 * I5: of many at once of one amount on a fresh charge, as many succeed as fit, and the others are refused.
 *
 * @param most fit for another reason
 */
export function checkCrowd(
  charge: { readonly id: string; readonly ceiling: number },
  amount: number,
  attempts: readonly Attempt[],
  most = attempts.length,
): Violation[] {
  const made = attempts.filter(({ outcome }) => outcome.kind === 'made').length;
  const unknown = attempts.filter(({ outcome }) => outcome.kind === 'unknown').length;
  const fit = Math.min(most, Math.floor(charge.ceiling / amount));
  return unless(
    made <= fit && fit <= made + unknown,
    'I5',
    `${attempts.length} at once of ${amount} on ${charge.ceiling}: ${fit} fit, ${made} were made, ${unknown} are not known`,
    [charge.id],
  );
}
