import { isFinal, type KnownRefund, type SeenRefund } from '../book.js';
import { unless, type Violation } from './violation.js';

/**
 * I2, I8 and I11: a refund that was answered before a read began is visible through any process, with the same terms.
 * A final status stays, and so does metadata whose change was answered.
 *
 * @param known the refund as it was known before the read was sent
 */
export function checkKept(
  known: KnownRefund,
  metadata: ReadonlyMap<string, string>,
  seen: SeenRefund | null,
): Violation[] {
  const { id, charge, status } = known.seen;
  const subjects = [id, charge.id];
  if (seen === null)
    return [{ promise: 'I2', what: `The refund is gone, or this process does not see it: ${id}`, subjects }];
  const lost = [...metadata].filter(([key, value]) => seen.metadata[key] !== value);
  return [
    ...unless(
      termsOf(known.seen) === termsOf(seen),
      'I8',
      `It was ${termsOf(known.seen)}, it is ${termsOf(seen)}`,
      subjects,
    ),
    ...unless(
      !isFinal(status) || seen.status === status,
      'I6',
      `${status} is final, but now the status is ${seen.status}`,
      subjects,
    ),
    ...unless(lost.length === 0, 'I8', `Answered metadata is lost: ${JSON.stringify(lost)}`, subjects),
  ];
}

const termsOf = ({ id, amount, currency, created, charge }: SeenRefund) =>
  JSON.stringify([id, amount, currency, created, charge.id]);
