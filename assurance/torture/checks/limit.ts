import type { Attempt, CallerBook } from '../book.js';
import type { CreateAnswer } from './create-answer.js';
import { unless, type Violation } from './violation.js';

const DAY_MS = 24 * 60 * 60_000;
/** How far the clocks of the run and of its database may be apart. */
const TOLERANCE_MS = 5 * 60_000;

/** On how many days (UTC) the database may have counted refunds between two moments. */
export const daysBetween = (sinceMs: number, nowMs: number): number =>
  Math.floor((nowMs + TOLERANCE_MS) / DAY_MS) - Math.floor((sinceMs - TOLERANCE_MS) / DAY_MS) + 1;

/**
 * I14: an answer of createRefund against the caller's limits. A refund is within them, together with every other refund
 * that was answered. A refusal, or an approval that is needed, has a limit that gives it: even if all requests whose
 * outcome is not known had succeeded, the refund would otherwise fit.
 *
 * @param attempt the attempt as it was before the answer
 * @param nowMs in milliseconds since 1970
 */
export function checkLimit(
  attempt: Attempt,
  { limit, attempts, sinceMs }: CallerBook,
  answer: CreateAnswer,
  nowMs: number,
): Violation[] {
  const { caller, tag } = attempt;
  const subjects = [attempt.charge, attempt.key ?? tag];
  const verdict = verdictOf(answer);
  if (verdict === 'other') return [];
  const broken = (what: string): Violation[] => [{ promise: 'I14', what: `${caller}: ${what}`, subjects }];
  if (!limit) return verdict === 'within' ? [] : broken('a limit, although it has none');
  if (answer.kind === 'made') {
    const days = daysBetween(sinceMs, nowMs);
    const { amount } = answer.refund;
    const { maxAmount = amount, maxAmountPerDay = Infinity, maxCountPerDay = Infinity } = limit;
    const made = usedBy(attempts, attempt, amount, ({ outcome }) => outcome.kind === 'made');
    return [
      ...unless(amount <= maxAmount, 'I14', `${caller} refunded ${amount}, more than ${maxAmount}`, subjects),
      ...unless(
        made.amount <= days * maxAmountPerDay && made.count <= days * maxCountPerDay,
        'I14',
        `${caller}: ${made.count} answered refunds of ${made.amount} in ${days} days, beyond ${JSON.stringify(limit)}`,
        subjects,
      ),
    ];
  }
  if (limit.aboveLimit !== verdict) return broken(`not ${limit.aboveLimit}, but ${verdict}`);
  // A replay shows what was decided before, when less was asked.
  if (attempt.outcome.kind !== 'unknown') return [];
  const amount = attempt.amount ?? Infinity;
  const { maxAmount = Infinity, maxAmountPerDay = Infinity, maxCountPerDay = Infinity } = limit;
  const most = usedBy(attempts, attempt, amount, ({ outcome, sent }) => sent > 0 && mayBeMade(outcome));
  return unless(
    amount > maxAmount || most.amount > maxAmountPerDay || most.count > maxCountPerDay,
    'I14',
    `${caller}: ${verdict}, although ${most.count} refunds of ${most.amount} are within ${JSON.stringify(limit)}`,
    subjects,
  );
}

/** What this attempt and the others like it take of the limits. */
function usedBy(
  attempts: readonly Attempt[],
  attempt: Attempt,
  amount: number,
  isLikeIt: (other: Attempt) => boolean,
): { readonly amount: number; readonly count: number } {
  const others = attempts.filter((other) => other !== attempt && isLikeIt(other));
  return {
    amount: others.reduce((sum, other) => sum + (other.amount ?? Infinity), amount),
    count: others.length + 1,
  };
}

const mayBeMade = ({ kind }: Attempt['outcome']): boolean => kind === 'made' || kind === 'unknown';

function verdictOf(answer: CreateAnswer): 'within' | 'approve' | 'refuse' | 'other' {
  if (answer.kind === 'made') return 'within';
  if (answer.kind === 'held') return 'approve';
  return answer.code === 'REFUND_LIMIT_EXCEEDED' ? 'refuse' : 'other';
}
