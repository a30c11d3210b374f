import type { Attempt } from '../book.js';
import type { RunLimit } from '../limits.js';
import { unless, type Violation } from './violation.js';

/**
 * I14: of many concurrent refunds of one amount by a new caller, exactly as many succeed as its day allows. The charges
 * have room for all of them.
 *
 * @param days how many days the refunds may have been counted in. At midnight each day allows its own part
 */
export function checkLimitCrowd(
  caller: string,
  { maxAmountPerDay = Infinity, maxCountPerDay = Infinity }: RunLimit,
  amount: number,
  attempts: readonly Attempt[],
  days: number,
): Violation[] {
  const made = attempts.filter(({ outcome }) => outcome.kind === 'made').length;
  const unknown = attempts.filter(({ outcome }) => outcome.kind === 'unknown').length;
  const ofDay = Math.min(Math.floor(maxAmountPerDay / amount), maxCountPerDay);
  const least = Math.min(attempts.length, ofDay);
  const most = Math.min(attempts.length, days * ofDay);
  return unless(
    made <= most && least <= made + unknown,
    'I14',
    `${attempts.length} concurrent refunds of ${amount} by ${caller}: ${ofDay} fit into a day, ${made} were created in ${days} days, ${unknown} are unknown`,
    attempts.flatMap(({ charge, key, tag }) => [charge, key ?? tag]),
  );
}
