import { unless, type Violation } from './violation.js';

/** The answer to one of several cancellations of a refund. */
export type CancelAnswer =
  | { readonly kind: 'canceled'; readonly status: string }
  | { readonly kind: 'refused'; readonly status: string }
  | { readonly kind: 'unknown' };

/** I6: at most one of many cancellations succeeds. Each refusal shows a status that cannot be canceled. */
export function checkCancels(refund: string, charge: string, answers: readonly CancelAnswer[]): Violation[] {
  const subjects = [refund, charge];
  const winners = answers.filter(({ kind }) => kind === 'canceled');
  const refusedWith = answers.flatMap((answer) => (answer.kind === 'refused' ? [answer.status] : []));
  return [
    ...unless(winners.length <= 1, 'I6', `${winners.length} cancellations succeeded`, subjects),
    ...unless(
      winners.every((winner) => winner.kind === 'canceled' && winner.status === 'CANCELED'),
      'I6',
      'A cancellation succeeded, but the refund is not canceled',
      subjects,
    ),
    ...unless(
      winners.length === 0 || refusedWith.every((status) => status === 'CANCELED'),
      'I6',
      `Canceled and also ${refusedWith}`,
      subjects,
    ),
    ...unless(
      !refusedWith.includes('REQUIRES_ACTION'),
      'I6',
      'Refused although it requires action',
      subjects,
    ),
  ];
}
