import type { Attempt, ChargeBook, SeenApproval, SeenRefund } from '../book.js';
import { unless, type Violation } from './violation.js';

/** The answer of createRefund: the refund, the approval that it waits for, or the code of the refusal. */
export type CreateAnswer =
  | { readonly kind: 'made'; readonly refund: SeenRefund; readonly idempotentReplay: boolean }
  | { readonly kind: 'held'; readonly approval: SeenApproval; readonly idempotentReplay: boolean }
  | { readonly kind: 'refused'; readonly code: string };

const LACK = ['AMOUNT_TOO_LARGE', 'CHARGE_ALREADY_REFUNDED'];
const CHANGED = 'AMOUNT_REFUNDABLE_CHANGED';
/** Another refund replaces the same one. */
const REPLACED = 'PARAMETER_INVALID';
const REUSED = 'IDEMPOTENCY_KEY_REUSED';
/** Whether a limit gives this refusal is checked beside it. */
const BEYOND = 'REFUND_LIMIT_EXCEEDED';

/**
 * Checks an answer of createRefund against the request and the earlier answers (I1, I3, I4, I8, I10, I16).
 *
 * @param attempt the attempt as it was before the answer
 * @param sameKey all attempts with the same key, including this one
 */
export function checkCreateAnswer(
  attempt: Attempt,
  sameKey: readonly Attempt[],
  charge: ChargeBook,
  answer: CreateAnswer,
): Violation[] {
  if (answer.kind === 'held') return checkHeld(attempt, answer);
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
    ...unless(refund.charge.id === chargeId, 'I8', `The refund belongs to ${refund.charge.id}`, subjects),
    ...unless(
      amount === null || refund.amount === amount,
      'I8',
      `Asked for ${amount}, got ${refund.amount}`,
      subjects,
    ),
    ...unless(
      refund.metadata['tag'] === tag,
      'I4',
      `Input ${tag} got the answer of ${refund.metadata['tag']}`,
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
      `Refused (${outcome.kind === 'refused' && outcome.code}), then created ${refund.id}`,
      subjects,
    ),
    ...unless(
      outcome.kind !== 'held',
      'I16',
      `It waits for approval, then it created ${refund.id}`,
      subjects,
    ),
    ...unless(
      originals === 0 || idempotentReplay,
      'I3',
      `Two answers say that they created ${refund.id}`,
      subjects,
    ),
    ...unless(
      !idempotentReplay || sent > 1,
      'I3',
      `A replay of a request that was sent once: ${refund.id}`,
      subjects,
    ),
    ...unless(
      charge.givesBack || confirmed <= charge.ceiling,
      'I1',
      `Answers confirm ${confirmed} of ${charge.ceiling}`,
      subjects,
    ),
  ];
}

/** A request for approval is repeated as a refund is: the same key gives the same approval (I16). */
function checkHeld(
  { tag, key, caller, amount, sent, originals, outcome, charge }: Attempt,
  { approval, idempotentReplay }: Extract<CreateAnswer, { kind: 'held' }>,
): Violation[] {
  const subjects = [charge, approval.id, ...(key === null ? [] : [key])];
  const asked = [charge, amount ?? approval.amount, caller].join();
  const kept = [approval.charge.id, approval.amount, approval.requestedBy].join();
  return [
    ...unless(asked === kept, 'I16', `${tag} asked for ${asked}, the approval is about ${kept}`, subjects),
    ...unless(
      outcome.kind === 'unknown' || (outcome.kind === 'held' && outcome.approval === approval.id),
      'I16',
      `First ${JSON.stringify(outcome)}, then ${approval.id}`,
      subjects,
    ),
    ...unless(
      originals === 0 || idempotentReplay,
      'I16',
      `Two answers say that they asked for ${approval.id}`,
      subjects,
    ),
    ...unless(
      !idempotentReplay || sent > 1,
      'I16',
      `A replay of a request that was sent once: ${approval.id}`,
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
      `Created ${outcome.kind === 'made' && outcome.refund}, then refused: ${code}`,
      subjects,
    ),
    ...unless(outcome.kind !== 'held', 'I16', `It waits for approval, then refused: ${code}`, subjects),
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
      `Two inputs of one key have an outcome. The second is ${code}`,
      subjects,
    ),
    ...unless(
      [
        ...LACK,
        REUSED,
        BEYOND,
        ...(flags.expectedAmountRefundable === undefined ? [] : [CHANGED]),
        ...(flags.replaces === undefined ? [] : [REPLACED]),
      ].includes(code),
      'I5',
      `No rule gives this refusal: ${code}`,
      subjects,
    ),
    ...unless(
      code !== CHANGED || flags.expectedAmountRefundable === undefined || charge.attempts.length > 1,
      'I10',
      `${code}, although no other request asked for a refund`,
      subjects,
    ),
    ...unless(
      code !== REPLACED ||
        flags.replaces === undefined ||
        charge.attempts.some((other) => other !== attempt && other.flags.replaces === flags.replaces),
      'I10',
      `${code}, although no other request replaces ${flags.replaces}`,
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

const isReused = ({ outcome }: Attempt) => outcome.kind === 'refused' && outcome.code === REUSED;
const isUnknown = ({ outcome }: Attempt) => outcome.kind === 'unknown';
