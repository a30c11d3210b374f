import type { Attempt } from '../book.js';
import { unless, type Violation } from './violation.js';

/**
 * I5: of many concurrent refunds of one amount on a fresh charge, as many succeed as fit. The others are refused.
 *
 * @param most the largest number that can succeed for another reason
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
    `${attempts.length} concurrent refunds of ${amount} on ${charge.ceiling}: ${fit} fit, ${made} were created, ${unknown} are unknown`,
    [charge.id],
  );
}
