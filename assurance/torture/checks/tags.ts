import type { Attempt } from '../book.js';
import { unless, type Violation } from './violation.js';

/** A refund in the ledger: the tag of its attempt, and the key that created it. */
export interface LedgerRefund {
  readonly id: string;
  readonly tag: string;
  readonly key: string | null;
  /** The approval that made the refund; null for a refund that needed none. */
  readonly approval: string | null;
}

/** An attempt as it was known before the ledger was read. */
export type KnownAttempt = Pick<Attempt, 'tag' | 'key' | 'charge' | 'outcome' | 'denied'>;

/**
 * Checks the ledger against the answers. An attempt created at most one refund (I3), namely the answered one (I2), with
 * its key (I7). A refused attempt created none (I10). One that waits for approval creates a refund only by its approval (I15).
 */
export function checkTags(attempts: readonly KnownAttempt[], ledger: readonly LedgerRefund[]): Violation[] {
  const byTag = new Map<string, LedgerRefund[]>();
  for (const refund of ledger) byTag.set(refund.tag, [...(byTag.get(refund.tag) ?? []), refund]);
  return attempts.flatMap(({ tag, key, charge, outcome, denied }) => {
    const made = byTag.get(tag) ?? [];
    const ids = made.map(({ id }) => id);
    const subjects = [charge, key ?? tag, ...ids];
    return [
      ...unless(made.length <= 1, 'I3', `${tag} created ${made.length} refunds`, subjects),
      ...unless(
        outcome.kind !== 'made' || ids.includes(outcome.refund),
        'I2',
        `${tag} was answered with a refund that does not exist`,
        subjects,
      ),
      ...unless(
        made.every(({ approval }) =>
          outcome.kind === 'held'
            ? approval === outcome.approval
            : outcome.kind !== 'made' || approval === null,
        ),
        'I15',
        `${tag} was answered with ${JSON.stringify(outcome)}, but its refunds have the approvals ${made.map(({ approval }) => approval)}`,
        subjects,
      ),
      ...unless(
        outcome.kind !== 'refused' || made.length === 0,
        'I10',
        `${tag} was refused, but its refund exists`,
        subjects,
      ),
      ...unless(
        !denied || key !== null || made.length === 0,
        'I10',
        `${tag} was answered with an error other than OUTCOME_UNKNOWN, but its refund exists`,
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

/** A request without a key gets a key from the gateway, so that the caller can ask for an unknown outcome. */
const isMadeUp = (key: string | null): boolean => key?.startsWith('gateway_') ?? false;
