import type { Attempt, CallerBook } from '../book.js';
import { daysBetween } from './limit.js';
import { unless, type Violation } from './violation.js';

/** Refunds that a caller's day counts. */
export interface Used {
  readonly amount: number;
  readonly count: number;
}

const usedBy = ({ attempts }: CallerBook, ...kinds: readonly Attempt['outcome']['kind'][]): Used => {
  const used = attempts.filter(({ outcome, sent }) => sent > 0 && kinds.includes(outcome.kind));
  return { amount: used.reduce((sum, { amount }) => sum + (amount ?? Infinity), 0), count: used.length };
};

/** What was certainly refunded by now. */
export const surelyUsed = (book: CallerBook): Used => usedBy(book, 'made');

/** What may be refunded by now at most. */
export const mostUsed = (book: CallerBook): Used => usedBy(book, 'made', 'unknown');

/**
 * I11 and I14: what is left of a day lies between what the answers before the read leave, and what is left if every
 * request without an answer succeeded. After midnight more is left.
 *
 * @param used `sure` from before the read was sent, and `most` from after its answer
 * @param nowMs in milliseconds since 1970
 */
export function checkLeftToday(
  { name, limit, sinceMs }: CallerBook,
  { sure, most }: { readonly sure: Used; readonly most: Used },
  seen: { readonly amountLeftToday: number | null; readonly countLeftToday: number | null },
  nowMs: number,
): Violation[] {
  const oneDay = daysBetween(sinceMs, nowMs) === 1;
  const between = (what: 'amount' | 'count', max: number | undefined, left: number | null) => {
    if (max === undefined) return unless(left === null, 'I14', `${name} has no limit of the ${what}`, [name]);
    const range = [max - most[what], oneDay ? max - sure[what] : max] as const;
    const [least, largest] = range.map((value) => Math.max(0, value)) as [number, number];
    return unless(
      left !== null && least <= left && left <= largest,
      'I14',
      `${name} has ${left} left of the ${what}, which is not between ${least} and ${largest}`,
      [name],
    );
  };
  return [
    ...between('amount', limit?.maxAmountPerDay, seen.amountLeftToday),
    ...between('count', limit?.maxCountPerDay, seen.countLeftToday),
  ];
}
