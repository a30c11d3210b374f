import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, ChargeBook, SeenApproval, SeenRefund } from '../book.js';
import { type CreateAnswer, checkCreateAnswer } from '../checks/create-answer.js';
import { checkLimit } from '../checks/limit.js';
import { type Caller, isDenial } from './caller.js';
import { CREATE } from './documents.js';

/** A key gets its outcome within seconds after the last fault, but several faults may follow each other. */
const RESOLVED_WITHIN_MS = 90_000;
const MAX_BACKOFF_MS = 400;
/** The share of requests with a key that send the key in the header. */
const BY_HEADER_CHANCE = 0.2;

/** Asks for a refund. A request with a key is repeated until the outcome is known; one without a key is sent once. */
export async function refund(
  caller: Caller,
  charge: ChargeBook,
  terms: Pick<Attempt, 'amount' | 'flags'> & Partial<Pick<Attempt, 'caller'>> & { readonly keyed: boolean },
): Promise<Attempt> {
  const { amount, flags, keyed, caller: as } = terms;
  const tag = caller.newName(keyed ? 'key' : 'tag');
  const names = namesOf(caller, charge);
  const attempt = caller.world.book.attempt(charge, {
    tag,
    key: keyed ? tag : null,
    amount,
    flags,
    names,
    ...(as !== undefined && { caller: as }),
  });
  await send(caller, charge, attempt);
  await resolve(caller, charge, attempt);
  return attempt;
}

/** Some attempts name the charge by its payment intent, or by both ids. */
function namesOf({ random }: Caller, { id, paymentIntent }: ChargeBook): Attempt['names'] {
  if (paymentIntent === null || random.happens(0.5)) return { charge: id };
  return { paymentIntent, ...(random.happens(0.3) && { charge: id }) };
}

/** Retries with the same key and input, on either process, until the outcome is known. */
export async function resolve(caller: Caller, charge: ChargeBook, attempt: Attempt): Promise<void> {
  const { world, random } = caller;
  const withinMs = world.slowness * RESOLVED_WITHIN_MS;
  const deadline = world.history.now() + withinMs;
  for (let tries = 0; attempt.key !== null && attempt.outcome.kind === 'unknown'; tries++) {
    if (world.violations.length > 0) return;
    if (world.history.now() > deadline) {
      const what = `A key has no outcome after ${withinMs} ms`;
      return world.check('resolved', [{ promise: 'I13', what, subjects: [attempt.key, charge.id] }]);
    }
    await sleep(random.between(0, Math.min(MAX_BACKOFF_MS, 20 << tries)));
    await send(caller, charge, attempt);
  }
}

/** Sends one request of an attempt, checks the answer and records it. */
export async function send(
  caller: Caller,
  charge: ChargeBook,
  attempt: Attempt,
  process?: number,
): Promise<void> {
  const { key, tag, caller: as } = attempt;
  attempt.sent++;
  charge.touched = true;
  caller.world.book.caller(as).touched = true;
  const { idempotencyKey, ...input } = inputOf(attempt);
  const byHeader = idempotencyKey !== undefined && caller.random.happens(BY_HEADER_CHANCE);
  const asked = await caller.ask({
    name: 'create',
    document: CREATE,
    variables: { input: byHeader ? input : { ...input, idempotencyKey } },
    subjects: [charge.id, key ?? tag],
    process,
    as,
    ...(byHeader && { headers: { 'idempotency-key': idempotencyKey } }),
  });
  if (asked.kind === 'error' && attempt.key === null && asked.idempotencyKey !== undefined)
    caller.world.book.tell(attempt, asked.idempotencyKey);
  attempt.denied = isDenial(asked);
  if (asked.kind === 'data')
    settle(caller, charge, attempt, (asked.data as { createRefund: Created }).createRefund);
}

/** The input of createRefund, which is the same in each request of an attempt. */
export const inputOf = ({ key, amount, flags, tag, names }: Attempt) => ({
  ...names,
  metadata: { tag },
  ...flags,
  ...(amount !== null && { amount }),
  ...(key !== null && { idempotencyKey: key }),
});

/** Checks an answer against its attempt, and then records it in the attempt. */
export function settle(caller: Caller, charge: ChargeBook, attempt: Attempt, created: Created): void {
  const { book, history } = caller.world;
  const answer = createAnswerOf(created);
  const sameKey = (attempt.key === null ? null : book.keys.get(attempt.key)) ?? [attempt];
  caller.world.check('create', checkCreateAnswer(attempt, sameKey, charge, answer));
  caller.world.check('limit', checkLimit(attempt, book.caller(attempt.caller), answer, Date.now()));
  charge.touched = true;
  book.caller(attempt.caller).touched = true;
  if (answer.kind === 'made') {
    if (!answer.idempotentReplay) attempt.originals++;
    book.learn(answer.refund, history.now());
    if (attempt.outcome.kind === 'unknown') {
      charge.confirmed += answer.refund.amount;
      attempt.outcome = { kind: 'made', refund: answer.refund.id };
    }
  } else if (answer.kind === 'held') {
    if (!answer.idempotentReplay) attempt.originals++;
    book.learnApproval(answer.approval);
    if (attempt.outcome.kind === 'unknown') attempt.outcome = { kind: 'held', approval: answer.approval.id };
  } else if (attempt.outcome.kind === 'unknown') attempt.outcome = answer;
}

/** A member of CreateRefundResult. */
export interface Created {
  readonly refund?: SeenRefund;
  readonly approval?: SeenApproval;
  readonly idempotentReplay?: boolean;
  readonly code?: string;
}

function createAnswerOf({ refund: made, approval, idempotentReplay = false, code }: Created): CreateAnswer {
  if (approval) return { kind: 'held', approval, idempotentReplay };
  return made ? { kind: 'made', refund: made, idempotentReplay } : { kind: 'refused', code: String(code) };
}
