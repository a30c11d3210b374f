import type { Attempt } from '../book.js';
import { unless, type Violation } from './violation.js';

/** A refund in the ledger: whose it is by its tag, and the key that made it. */
export interface LedgerRefund {
  readonly id: string;
  readonly tag: string;
  readonly key: string | null;
}

/** An attempt as it was known before the ledger was read. */
export type KnownAttempt = Pick<Attempt, 'tag' | 'key' | 'charge' | 'outcome' | 'denied'>;

/**
 * Holds the ledger to the answers: an attempt made one refund at most (I3), the one that was answered (I2), with its
 * key (I7), and none where it was refused (I10).
 */
export function checkTags(attempts: readonly KnownAttempt[], ledger: readonly LedgerRefund[]): Violation[] {
  const byTag = new Map<string, LedgerRefund[]>();
  for (const refund of ledger) byTag.set(refund.tag, [...(byTag.get(refund.tag) ?? []), refund]);
  return attempts.flatMap(({ tag, key, charge, outcome, denied }) => {
    const made = byTag.get(tag) ?? [];
    const ids = made.map(({ id }) => id);
    const subjects = [charge, key ?? tag, ...ids];
    return [
      ...unless(made.length <= 1, 'I3', `${tag} made ${made.length} refunds`, subjects),
      ...unless(
        outcome.kind !== 'made' || ids.includes(outcome.refund),
        'I2',
        `${tag} was answered with a refund that is not there`,
        subjects,
      ),
      ...unless(
        outcome.kind !== 'refused' || made.length === 0,
        'I10',
        `${tag} was refused, and there is its refund`,
        subjects,
      ),
      ...unless(
        !denied || key !== null || made.length === 0,
        'I10',
        `${tag} was answered with an error that does not say that its outcome is unknown, and there is its refund`,
        subjects,
      ),
      ...unless(
        made.every((refund) => (key === null ? isMadeUp(refund.key) : refund.key === key)),
        'I7',
        `${tag} has a refund without its key`,
        subjects,
      ),
    ];
  });
}

/** Who gives no key gets one of the gateway's own, so that an outcome that nobody knows can be asked for. */
const isMadeUp = (key: string | null): boolean => key?.startsWith('gateway_') ?? false;
