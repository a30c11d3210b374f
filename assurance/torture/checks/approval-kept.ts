import { isDecided, type SeenApproval } from '../book.js';
import { unless, type Violation } from './violation.js';

/**
 * I16: an approval that was answered before a read began is visible through any process, with the same terms. A decision
 * stays.
 *
 * @param known the approval as it was known before the read was sent
 */
export function checkApprovalKept(known: SeenApproval, seen: SeenApproval | null): Violation[] {
  const subjects = [known.id, known.charge.id];
  if (seen === null)
    return [
      {
        promise: 'I16',
        what: `The approval is gone, or this process does not see it: ${known.id}`,
        subjects,
      },
    ];
  return [
    ...unless(
      termsOf(known) === termsOf(seen),
      'I16',
      `It was ${termsOf(known)}, it is ${termsOf(seen)}`,
      subjects,
    ),
    ...unless(
      !isDecided(known) || decisionOf(known) === decisionOf(seen),
      'I16',
      `It was ${decisionOf(known)}, it is ${decisionOf(seen)}`,
      subjects,
    ),
  ];
}

const termsOf = ({ id, amount, created, requestedBy, charge }: SeenApproval) =>
  JSON.stringify([id, amount, created, requestedBy, charge.id]);
const decisionOf = ({ status, decidedBy, decisionNote, refund }: SeenApproval) =>
  JSON.stringify([status, decidedBy, decisionNote, refund?.id ?? null]);
