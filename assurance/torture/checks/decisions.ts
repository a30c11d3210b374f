import type { ChargeBook, SeenApproval } from '../book.js';
import { limitOf } from '../limits.js';
import { unless, type Violation } from './violation.js';

/** The answer to one of several decisions about an approval, with the caller who asked for it. */
export type DecisionAnswer = { readonly by: string; readonly verb: 'approve' | 'reject' } & (
  | { readonly kind: 'done'; readonly refund: string | null }
  | { readonly kind: 'refused'; readonly code: string; readonly status: string | null }
  | { readonly kind: 'unknown' }
  /** An error which says that nothing was done. */
  | { readonly kind: 'denied' }
);

const NOT_PENDING = 'REFUND_APPROVAL_NOT_PENDING';
const LACK = ['AMOUNT_TOO_LARGE', 'CHARGE_ALREADY_REFUNDED'];
/** The status that each decision gives. */
const GIVES = { approve: 'APPROVED', reject: 'REJECTED' } as const;

/**
 * I15 and I16: of decisions at once, and the end of the time, one counts. It is none of the caller who asked, and the
 * approval shows it.
 *
 * @param final the approval as it was read after all answers
 * @param couldExpire whether the run ended its time
 */
export function checkDecisions(
  final: SeenApproval,
  charge: ChargeBook,
  answers: readonly DecisionAnswer[],
  couldExpire: boolean,
): Violation[] {
  const { id, status, requestedBy, decidedBy } = final;
  const subjects = [id, charge.id, ...(final.refund ? [final.refund.id] : [])];
  const winners = answers.filter((answer) => answer.kind === 'done');
  const decided = status === 'APPROVED' || status === 'REJECTED';
  const mayHaveDecided = ({ kind, by, verb }: DecisionAnswer) =>
    (kind === 'done' || kind === 'unknown') && by === decidedBy && GIVES[verb] === status;
  return [
    ...unless(winners.length <= 1, 'I16', `${winners.length} decisions succeeded`, subjects),
    ...unless(
      winners.every(({ by }) => by !== requestedBy) && (decidedBy === null || decidedBy !== requestedBy),
      'I15',
      `${requestedBy} asked, and decided`,
      subjects,
    ),
    ...unless(
      winners.every((winner) => mayHaveDecided(winner) && winner.refund === (final.refund?.id ?? null)),
      'I16',
      `Answered ${JSON.stringify(winners)}, but it is ${JSON.stringify(final)}`,
      subjects,
    ),
    ...unless(
      !decided || answers.some(mayHaveDecided),
      'I16',
      `${status} by ${decidedBy}, who did not ask for that`,
      subjects,
    ),
    ...unless(status !== 'EXPIRED' || couldExpire, 'I16', 'Expired before its time', subjects),
    ...unless(
      (status === 'APPROVED') === (final.refund !== null),
      'I16',
      `${status} with the refund ${final.refund?.id}`,
      subjects,
    ),
    ...answers.flatMap((answer) => checkRefusal(final, charge, answer, subjects)),
  ];
}

/** Each refusal has a rule that gives it. */
function checkRefusal(
  final: SeenApproval,
  charge: ChargeBook,
  answer: DecisionAnswer,
  subjects: readonly string[],
): Violation[] {
  const { amount, requestedBy } = final;
  const { maxAmount = amount } = limitOf(answer.by) ?? {};
  if (answer.kind === 'done')
    return unless(
      answer.verb === 'reject' || amount <= maxAmount,
      'I14',
      `${answer.by} approved ${amount}, and may refund ${maxAmount}`,
      subjects,
    );
  if (answer.kind !== 'refused') return [];
  const { code, verb, by } = answer;
  const wanted = charge.attempts.reduce((sum, attempt) => sum + (attempt.amount ?? charge.ceiling), 0);
  if (code === NOT_PENDING)
    return [
      ...unless(
        by === requestedBy || (answer.status !== 'PENDING' && answer.status === final.status),
        'I16',
        `Refused as ${answer.status}, but it is ${final.status}`,
        subjects,
      ),
    ];
  return [
    ...unless(by !== requestedBy, 'I15', `${by} asked, and was refused only by ${code}`, subjects),
    ...unless(
      verb === 'approve' && (code === 'REFUND_LIMIT_EXCEEDED' ? amount > maxAmount : LACK.includes(code)),
      'I16',
      `No rule gives this refusal of ${verb} by ${by}: ${code}`,
      subjects,
    ),
    ...unless(
      !LACK.includes(code) || wanted > charge.ceiling,
      'I10',
      `${code}, although all requests together asked for ${wanted} of ${charge.ceiling}`,
      subjects,
    ),
  ];
}
