import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';
import type { Database } from '../database/open-database.js';
import { decideRefund } from './decide-refund.js';
import { fingerprintOf, type KeptRefusal, keptRefusal, type Outcome } from './idempotency.js';
import { type CallerKey, readFacts, recordRefund } from './ledger.js';
import { type CreateRefundInput, refuseInput } from './refund-input.js';
import { refundRows } from './refund-rows.js';
import { isRefusal, type Refusal, refuse } from './refusal.js';
import { inTurn } from './take-turns.js';
import type { VerbContext } from './verb-context.js';

export interface CreatedRefund {
  readonly refund: Refund & { charge?: Charge };
  /** True when an earlier request with the same key made it. */
  readonly idempotentReplay: boolean;
}

/** Each time, a request from elsewhere got ahead on the same charge: as many in a row mean a fault, not a busy charge. */
const MAX_DECISIONS = 100;

/**
 * Makes a refund, or says why the rules refuse it. Decides on what it reads and writes under a guard: where the
 * charge or the key moved in between, it reads and decides again, so that no interleaving over-refunds. Those who
 * lost such a race take turns: of hundreds at once, all but one would lose each race.
 */
export async function createRefund(
  context: VerbContext,
  input: CreateRefundInput,
): Promise<CreatedRefund | Refusal> {
  const refused = refuseInput(input);
  if (refused) return refused;
  const key = callerKeyOf(context, input);
  return (
    (await tryCreate(context, input, key)) ?? inTurn(subjectOf(input), () => insist(context, input, key))
  );
}

/** Decides again until it is written. */
async function insist(
  context: VerbContext,
  input: CreateRefundInput,
  key: Key | null,
): Promise<CreatedRefund | Refusal> {
  for (let decisions = 0; decisions < MAX_DECISIONS; decisions++) {
    const done = await tryCreate(context, input, key);
    if (done) return done;
  }
  throw new Error(`The charge of ${subjectOf(input)} moved ${MAX_DECISIONS} times`);
}

/** What the refund is of. One charge may be named in two ways: two lines that race each other, no more. */
const subjectOf = ({ charge, paymentIntent }: CreateRefundInput): string => `${charge ?? paymentIntent}`;

type Key = CallerKey & { readonly fingerprint: string };

const callerKeyOf = ({ actor }: VerbContext, input: CreateRefundInput): Key | null =>
  input.idempotencyKey == null
    ? null
    : { caller: actor ?? '', key: input.idempotencyKey, fingerprint: fingerprintOf(input) };

/** One turn; null where the state moved before it was written. */
async function tryCreate(
  { database, clock, processor, actor }: VerbContext,
  input: CreateRefundInput,
  key: Key | null,
): Promise<CreatedRefund | Refusal | null> {
  const { facts, outcome } = await readFacts(database, input, key);
  if (key && outcome) return replay(database, key, outcome);
  const decision = decideRefund(input, facts, processor);
  const at = clock.now();
  if (isRefusal(decision)) return !key || (await keepRefusal(database, key, decision, at)) ? decision : null;
  const rows = refundRows(decision, input, {
    at,
    actor,
    actionExpiresAfterMs: processor.actionExpiresAfterMs,
  });
  const task = processor.firstTask(rows.refund, decision.charge);
  const recorded = await recordRefund(database, decision, rows, key, task && { ...task, at: clock.shared });
  if (typeof recorded === 'string') return null;
  return { refund: { ...rows.refund, charge: recorded.charge }, idempotentReplay: false };
}

/** The first outcome again (rules, section 8): the refund as it is now, or the refusal as it was. */
async function replay({ prisma }: Database, key: Key, outcome: Outcome): Promise<CreatedRefund | Refusal> {
  if (outcome.fingerprint !== key.fingerprint)
    return refuse(
      'IDEMPOTENCY_KEY_REUSED',
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key.key}' if you meant to execute a different request.`,
      'idempotencyKey',
    );
  if (outcome.refundId !== null) {
    const refund = await prisma.refund.findUniqueOrThrow({ where: { id: outcome.refundId } });
    return { refund, idempotentReplay: true };
  }
  const { charge: chargeId, amountRefundable, ...kept } = outcome.refusal as KeptRefusal;
  const charge =
    chargeId === undefined ? undefined : await prisma.charge.findUniqueOrThrow({ where: { id: chargeId } });
  return {
    ...kept,
    ...(charge && { charge }),
    ...(amountRefundable !== undefined && { amountRefundable: BigInt(amountRefundable) }),
  };
}

/** Keeps a refusal under its key; false where the key has another outcome by now. */
async function keepRefusal(
  { prisma }: Database,
  key: Key,
  refusal: Refusal,
  created: Date,
): Promise<boolean> {
  const { count } = await prisma.idempotencyKey.createMany({
    data: [{ ...key, created, refusal: { ...keptRefusal(refusal) } }],
    skipDuplicates: true,
  });
  return count === 1;
}
