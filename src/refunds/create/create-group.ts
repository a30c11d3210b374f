import { REPEAT } from '../../database/group-commit.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { Rows } from '../../ledger/tables.js';
import { refuseNote, refuseReasonCode } from '../../rules/decide-policy.js';
import {
  type DecisionCode,
  type DecisionFacts,
  decideRefund,
  type RefundDecision,
} from '../../rules/decide-refund.js';
import type { Outcome } from '../../rules/idempotency.js';
import { NO_POLICY, type Policy } from '../../rules/policy.js';
import type { CreateRefundInput } from '../../rules/refund-input.js';
import { isRefusal, type Refusal } from '../../rules/refusal.js';
import { succeedsAtOnce } from '../processing/processor.js';
import type { VerbContext } from '../verb-context.js';
import { type ApprovalNeeded, applyPolicy } from './apply-policy.js';
import { type CallerDays, readCallerDays } from './caller-days.js';
import { DecidedSoFar } from './decided-so-far.js';
import { keepRefusals } from './keep-refusals.js';
import { type AttemptKey, readFacts } from './read-facts.js';
import { recordRefunds, type Written } from './record-refunds.js';
import { refundRows } from './refund-rows.js';

/** The context of an attempt, apart from the database. */
export interface AttemptContext extends Pick<VerbContext, 'clock' | 'processor' | 'actor'> {
  /** What the operator allows callers; without it everything that the other rules allow. */
  readonly policy?: Policy;
}

/** A createRefund in flight. */
export interface Attempt {
  readonly context: AttemptContext;
  readonly input: CreateRefundInput;
  readonly key: AttemptKey;
  /**
   * The refunds and requests for approval that were written for the attempt, or may have been. At most one of them is in
   * the ledger.
   */
  readonly madeIds: Set<string>;
}

/** A created refund. */
export interface CreatedRefund {
  readonly refund: Rows['refund'];
  /** Whether an earlier request with the same key created the refund. */
  readonly idempotentReplay: boolean;
}

/** A refund that waits for somebody else to approve it. */
export interface ApprovalRequested {
  readonly approval: Rows['refundApproval'];
  /** Whether an earlier request with the same key asked for it. */
  readonly idempotentReplay: boolean;
}

/** A refund that the rules allow, and its caller's policy only with the approval of somebody else. */
export interface Held extends ApprovalNeeded {
  readonly held: RefundDecision;
}

/** The result of an attempt: a refund, a refusal, what needs approval, or the outcome that its key already had. */
export type Created = CreatedRefund | Refusal<DecisionCode> | Held | { readonly outcome: Outcome };

type Result = Created | typeof REPEAT;

/**
 * Decides and writes the attempts of a group. One statement reads the facts of all decisions. They are made in order,
 * and each counts the decisions before it. One statement writes all refunds, or nothing: if a charge or a key changed
 * meanwhile, every decision of the group is made again.
 */
export async function createGroup(
  database: Database,
  attempts: readonly Attempt[],
): Promise<readonly Result[]> {
  const firsts = firstOfEachKey(attempts);
  const [facts, days] = await Promise.all([
    readFacts(
      database,
      firsts.map(({ input, key }) => ({ terms: input, key })),
    ),
    readDays(database, firsts),
  ]);
  const decidedSoFar = new DecidedSoFar();
  const decided = firsts.map((attempt, index) => {
    const { facts: read, outcome } = facts[index] as (typeof facts)[number];
    return outcome ? { outcome } : decide(attempt, decidedSoFar.apply(read), decidedSoFar, days);
  });

  const written = decided.flatMap((decision) => ('rows' in decision ? [decision] : []));
  const noteWritten = () => {
    for (const [index, { madeIds }] of firsts.entries()) {
      const decision = decided[index];
      if (decision && 'rows' in decision) madeIds.add(decision.rows.refund.id);
    }
  };
  const totals = written.length === 0 ? new Map() : await recordRefunds(database, written, noteWritten);
  if (totals) noteWritten();
  const results = decided.map((decision): Result => {
    if ('outcome' in decision) return decision;
    if (!totals) return REPEAT;
    if (!('rows' in decision)) return decision;
    const { charge: read } = decision.decision;
    const charge = { ...read, ...totals.get(read.id) };
    // In this order: adding one more property to a copy of so many takes V8 several microseconds.
    return { refund: { charge, ...decision.rows.refund }, idempotentReplay: false };
  });
  for (const index of await lostKeys(database, firsts, results)) results[index] = REPEAT;
  return firsts === attempts ? results : withOthers(attempts, firsts, results);
}

/** What the callers of a group have refunded today; null, and no statement, if no limit of theirs counts days. */
const readDays = (database: Database, attempts: readonly Attempt[]): Promise<CallerDays | null> =>
  readCallerDays(
    database,
    attempts.flatMap(({ context: { policy }, key: { caller } }) => (policy ? [{ policy, caller }] : [])),
    attempts[0]?.context.clock.shared ?? null,
  );

const nameOf = ({ key: { caller, key } }: Attempt): string => JSON.stringify([caller, key]);

/**
 * The first attempt of each key. The others get the outcome that the first one found, or run again and find the one that
 * it wrote.
 */
function firstOfEachKey(attempts: readonly Attempt[]): readonly Attempt[] {
  const names = new Set(attempts.map(nameOf));
  if (names.size === attempts.length) return attempts;
  return attempts.filter((attempt) => names.delete(nameOf(attempt)));
}

/** The results of all attempts, from those of the first attempt of each key. */
function withOthers(
  attempts: readonly Attempt[],
  firsts: readonly Attempt[],
  results: readonly Result[],
): readonly Result[] {
  const indexes = new Map(firsts.map((first, index) => [nameOf(first), index]));
  return attempts.map((attempt) => {
    const index = indexes.get(nameOf(attempt)) as number;
    const result = results[index] as Result;
    return attempt === firsts[index] || (result !== REPEAT && 'outcome' in result) ? result : REPEAT;
  });
}

function decide(
  { context, input, key }: Attempt,
  facts: DecisionFacts,
  decidedSoFar: DecidedSoFar,
  days: CallerDays | null,
): Written | Held | Refusal<DecisionCode> {
  const { clock, processor, actor, policy = NO_POLICY } = context;
  const now = clock.now();
  const decision = decideRefund(input, facts, succeedsAtOnce(processor, facts));
  if (isRefusal(decision)) return decision;
  const refused = refuseReasonCode(policy, input.reasonCode) ?? refuseNote(policy, input.note);
  if (refused) return refused;
  const applied = applyPolicy(decision, { policy, caller: key.caller, now, days });
  if (isRefusal(applied)) return applied;
  if ('needsApproval' in applied) return { held: decision, ...applied.needsApproval };
  const { counted } = applied;
  const { actionExpiresAfterMs } = processor;
  const countedOn = counted?.day ?? null;
  const rows = refundRows(decision, input, { at: now, actor, actionExpiresAfterMs, countedOn });
  const task = processor.firstTask(rows.refund, decision.charge);
  decidedSoFar.add(decision, rows.refund);
  if (counted) days?.add(counted.caller, counted.currency, decision.amount);
  return { decision, rows, key, counted, task: task && { ...task, at: clock.shared } };
}

/**
 * Keeps the refusals of attempts whose caller gave a key, and of attempts that may have been written before: a statement
 * whose connection broke may still arrive, and then finds the key taken.
 *
 * @returns the indexes of the attempts whose key has another outcome by now
 */
async function lostKeys(
  database: Database,
  attempts: readonly Attempt[],
  results: readonly Result[],
): Promise<readonly number[]> {
  const refusals = attempts.flatMap((attempt, index) => {
    const refusal = results[index] ?? REPEAT;
    const isKept = attempt.key.given || attempt.madeIds.size > 0;
    return isKept && refusal !== REPEAT && isRefusal(refusal) ? [{ attempt, refusal, index }] : [];
  });
  if (refusals.length === 0) return [];
  const kept = await keepRefusals(
    database,
    refusals.map(({ attempt, refusal }) => ({
      key: attempt.key,
      refusal,
      at: attempt.context.clock.shared,
    })),
  );
  return refusals.flatMap(({ index }, position) => (kept[position] ? [] : [index]));
}
