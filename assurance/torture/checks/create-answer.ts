import type { Attempt, ChargeBook, SeenRefund } from '../book.js';
import { unless, type Violation } from './violation.js';

/** What createRefund answered: the refund, or why it was refused. */
export type CreateAnswer =
  | { readonly kind: 'made'; readonly refund: SeenRefund; readonly idempotentReplay: boolean }
  | { readonly kind: 'refused'; readonly code: string };

const LACK = ['AMOUNT_TOO_LARGE', 'CHARGE_ALREADY_REFUNDED'];
const CHANGED = 'AMOUNT_REFUNDABLE_CHANGED';
const REUSED = 'IDEMPOTENCY_KEY_REUSED';

/**
 * Holds an answer of createRefund to what was asked and to the earlier answers (I1, I3, I4, I8, I10).
 *
 * @param attempt as it was before the answer
 * @param sameKey all attempts with its key, itself too
 */
export function checkCreateAnswer(
  attempt: Attempt,
  sameKey: readonly Attempt[],
  charge: ChargeBook,
  answer: CreateAnswer,
): Violation[] {
  return answer.kind === 'made'
    ? checkMade(attempt, charge, answer)
    : checkRefused(attempt, sameKey, charge, answer.code);
}

function checkMade(
  { tag, key, amount, sent, originals, outcome, charge: chargeId }: Attempt,
  charge: ChargeBook,
  { refund, idempotentReplay }: Extract<CreateAnswer, { kind: 'made' }>,
): Violation[] {
  const subjects = [chargeId, refund.id, ...(key === null ? [] : [key])];
  const first = outcome.kind === 'unknown';
  const confirmed = charge.confirmed + (first ? refund.amount : 0);
  return [
    ...unless(refund.charge.id === chargeId, 'I8', `The refund is of ${refund.charge.id}`, subjects),
    ...unless(
      amount === null || refund.amount === amount,
      'I8',
      `Asked for ${amount}, made ${refund.amount}`,
      subjects,
    ),
    ...unless(
      refund.metadata['tag'] === tag,
      'I4',
      `Of input ${tag} the answer is ${refund.metadata['tag']}`,
      subjects,
    ),
    ...unless(
      outcome.kind !== 'made' || outcome.refund === refund.id,
      'I3',
      `First ${outcome.kind === 'made' && outcome.refund}, then ${refund.id}`,
      subjects,
    ),
    ...unless(
      outcome.kind !== 'refused',
      'I4',
      `Refused (${outcome.kind === 'refused' && outcome.code}), then made ${refund.id}`,
      subjects,
    ),
    ...unless(
      originals === 0 || idempotentReplay,
      'I3',
      `Said twice to have been made: ${refund.id}`,
      subjects,
    ),
    ...unless(!idempotentReplay || sent > 1, 'I3', `A replay of what was sent once: ${refund.id}`, subjects),
    ...unless(
      charge.givesBack || confirmed <= charge.ceiling,
      'I1',
      `Answers confirm ${confirmed} of ${charge.ceiling}`,
      subjects,
    ),
  ];
}

function checkRefused(
  attempt: Attempt,
  sameKey: readonly Attempt[],
  charge: ChargeBook,
  code: string,
): Violation[] {
  const { outcome, key, flags } = attempt;
  const subjects = [charge.id, ...(key === null ? [] : [key])];
  const wanted = charge.attempts.reduce((sum, { amount }) => sum + (amount ?? charge.ceiling), 0);
  return [
    ...unless(
      outcome.kind !== 'made',
      'I10',
      `Made ${outcome.kind === 'made' && outcome.refund}, then refused: ${code}`,
      subjects,
    ),
    ...unless(
      outcome.kind !== 'refused' || outcome.code === code,
      'I4',
      `Refused as ${outcome.kind === 'refused' && outcome.code}, then as ${code}`,
      subjects,
    ),
    ...unless(
      code !== REUSED || sameKey.some((other) => other !== attempt && !isReused(other)),
      'I4',
      'The key was never used with another input',
      subjects,
    ),
    ...unless(
      code === REUSED || sameKey.every((other) => other === attempt || isReused(other) || isUnknown(other)),
      'I4',
      `Two inputs of one key have an outcome, the second ${code}`,
      subjects,
    ),
    ...unless(
      [...LACK, REUSED, ...(flags.expectedAmountRefundable === undefined ? [] : [CHANGED])].includes(code),
      'I5',
      `No rule refuses this: ${code}`,
      subjects,
    ),
    ...unless(
      code !== CHANGED || flags.expectedAmountRefundable === undefined || charge.attempts.length > 1,
      'I10',
      `${code}, although nobody else asked for any`,
      subjects,
    ),
    ...unless(
      !LACK.includes(code) || wanted > charge.ceiling,
      'I10',
      `${code}, although all that was ever asked is ${wanted} of ${charge.ceiling}`,
      subjects,
    ),
  ];
}

const isReused = ({ outcome }: Attempt) => outcome.kind === 'refused' && outcome.code === REUSED;
const isUnknown = ({ outcome }: Attempt) => outcome.kind === 'unknown';
