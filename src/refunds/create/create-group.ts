import { again } from '../../database/group-commit.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { Rows } from '../../ledger/tables.js';
import { type DecisionCode, type DecisionFacts, decideRefund } from '../../rules/decide-refund.js';
import type { Outcome } from '../../rules/idempotency.js';
import type { CreateRefundInput } from '../../rules/refund-input.js';
import { isRefusal, type Refusal } from '../../rules/refusal.js';
import { succeedsAtOnce } from '../processing/processor.js';
import type { VerbContext } from '../verb-context.js';
import { DecidedSoFar } from './decided-so-far.js';
import { keepRefusals } from './keep-refusals.js';
import { type AttemptKey, readFacts } from './read-facts.js';
import { recordRefunds, type Written } from './record-refunds.js';
import { refundRows } from './refund-rows.js';

/** A createRefund that is under way. */
export interface Attempt {
  readonly context: VerbContext;
  readonly input: CreateRefundInput;
  readonly key: AttemptKey;
  /** The refunds that were written for it, or may have been: at most one is in the ledger. */
  readonly madeIds: Set<string>;
}

/** A refund that was made. */
export interface CreatedRefund {
  readonly refund: Rows['refund'];
  /** True when an earlier request with the same key made it. */
  readonly idempotentReplay: boolean;
}

/** What became of an attempt: a refund, a refusal, or an outcome that its key already had. */
export type Created = CreatedRefund | Refusal<DecisionCode> | { readonly outcome: Outcome };

/**
 * One turn for those who ask together: reads all that their decisions need in one statement, decides in their order,
 * each knowing what those before it take, and writes all of it in one statement, or nothing. Where that finds the
 * state moved, no decision holds.
 */
export async function createGroup(
  database: Database,
  attempts: readonly Attempt[],
): Promise<readonly (Created | typeof again)[]> {
  const firsts = withoutTwins(attempts);
  const facts = await readFacts(
    database,
    firsts.map(({ input, key }) => ({ terms: input, key })),
  );
  const decidedSoFar = new DecidedSoFar();
  const decided = firsts.map((attempt, index) => {
    const { facts: read, outcome } = facts[index] as (typeof facts)[number];
    return outcome ? { outcome } : decide(attempt, decidedSoFar.apply(read), decidedSoFar);
  });

  const written = decided.flatMap((of) => ('rows' in of ? [of] : []));
  const totals = written.length === 0 ? new Map() : await recordRefunds(database, written);
  const results = new Map<Attempt, Created | typeof again>();
  for (const [index, attempt] of firsts.entries()) {
    const of = decided[index] as (typeof decided)[number];
    if ('outcome' in of) results.set(attempt, of);
    else if (!totals) results.set(attempt, again);
    else if (isRefusal(of)) results.set(attempt, of);
    else {
      const charge = { ...of.decision.charge, ...totals.get(of.decision.charge.id) };
      results.set(attempt, { refund: { ...of.rows.refund, charge }, idempotentReplay: false });
    }
  }
  for (const attempt of await lostKeys(database, results)) results.set(attempt, again);
  const outcomes = new Map(
    [...results].flatMap(([attempt, of]) => (of !== again && 'outcome' in of ? [[nameOf(attempt), of]] : [])),
  );
  return attempts.map((attempt) => results.get(attempt) ?? outcomes.get(nameOf(attempt)) ?? again);
}

const nameOf = ({ key: { caller, key } }: Attempt): string => JSON.stringify([caller, key]);

/** Of several with the same key the first: the others have the outcome that it finds, or look for its own next turn. */
function withoutTwins(attempts: readonly Attempt[]): readonly Attempt[] {
  const seen = new Set<string>();
  return attempts.filter((attempt) => {
    const name = nameOf(attempt);
    return !seen.has(name) && seen.add(name);
  });
}

function decide(
  { context, input, key, madeIds }: Attempt,
  facts: DecisionFacts,
  decidedSoFar: DecidedSoFar,
): Written | Refusal<DecisionCode> {
  const { clock, processor, actor } = context;
  const decision = decideRefund(input, facts, succeedsAtOnce(processor, facts));
  if (isRefusal(decision)) return decision;
  const { actionExpiresAfterMs } = processor;
  const rows = refundRows(decision, input, { at: clock.now(), actor, actionExpiresAfterMs });
  const task = processor.firstTask(rows.refund, decision.charge);
  madeIds.add(rows.refund.id);
  decidedSoFar.add(decision, rows.refund);
  return { decision, rows, key, task: task && { ...task, at: clock.shared } };
}

/**
 * Keeps the refusals whose callers gave a key, and of attempts that may have been written before: a statement whose
 * connection broke may yet arrive, and finds the key taken. Returns those whose key has another outcome by now.
 */
async function lostKeys(
  database: Database,
  results: ReadonlyMap<Attempt, Created | typeof again>,
): Promise<readonly Attempt[]> {
  const refusals = [...results].flatMap(([attempt, result]) =>
    (attempt.key.given || attempt.madeIds.size > 0) && result !== again && isRefusal(result)
      ? [{ attempt, refusal: result }]
      : [],
  );
  if (refusals.length === 0) return [];
  const kept = await keepRefusals(
    database,
    refusals.map(({ attempt, refusal }) => ({
      key: attempt.key,
      refusal,
      at: attempt.context.clock.shared,
    })),
  );
  return refusals.filter((_, index) => !kept[index]).map(({ attempt }) => attempt);
}
