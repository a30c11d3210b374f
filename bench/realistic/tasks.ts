import { setTimeout as sleep } from 'node:timers/promises';
import { select } from '../cluster/database.js';
import { post } from './post.js';

const BATCH = 100;
const LOOK_INTERVAL_MS = 500;
/** A gateway that has not finished its tasks so long after the last request is too slow for the rate. */
const PATIENCE_MS = 60_000;

const CREATE = `mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { results { __typename } } }`;

/** Refunds that wait for the customer, whose tasks are due in weeks. */
const NOT_WAITING = "step <> 'expire'";

/** Creates refunds of a support desk whose tasks are not due during the run. */
export async function makeTasks(origin: string, count: number, deskCharges: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const refunds = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => ({
      // Debits and cards: never the charges whose refunds wait for a customer.
      charge: `ch_desk${String((4 * (from + index) + 1 + (index % 3)) % deskCharges).padStart(16, '0')}`,
      amount: 1,
      idempotencyKey: `backlog-${from + index}`,
    }));
    const { createRefunds } = await post(
      `${origin}/graphql`,
      JSON.stringify({ query: CREATE, variables: { input: { refunds } } }),
    );
    for (const { __typename } of createRefunds.results)
      if (__typename !== 'CreateRefundPayload') throw new Error(`A refund of the backlog is a ${__typename}`);
  }
}

/** Makes so many of these tasks due now, and returns how many. */
async function makeDue(database: string, count: number): Promise<number> {
  const rows = await select(
    database,
    `UPDATE refund_task SET due = now() WHERE refund_id IN (
       SELECT refund_id FROM refund_task WHERE due > now() + interval '1 day' AND ${NOT_WAITING} LIMIT $1)
     RETURNING 1 AS made`,
    [count],
  );
  return rows.length;
}

/** What became of the tasks of a run. */
export interface TaskFigures {
  /** Tasks that were due at once at the start. */
  readonly backlog: number;
  /** Steps of the processor that were carried out. */
  readonly steps: number;
  /** The seconds until nothing of the backlog was left. */
  readonly backlogSeconds: number;
  /** The longest time that a task was due, once the backlog was gone; NaN if it outlasted the requests. */
  readonly worstLagMs: number;
}

/**
 * Makes so many tasks due, and watches the tasks of a ledger until it is stopped and all that are due are done.
 */
export function watchTasks(database: string, wanted: number): { stop(): Promise<TaskFigures> } {
  const startedMs = performance.now();
  const elapsedMs = () => performance.now() - startedMs;
  let [stoppedMs, backlogSeconds, worstLagMs] = [Number.POSITIVE_INFINITY, Number.NaN, Number.NaN];
  const isStopped = () => stoppedMs < Number.POSITIVE_INFINITY;
  const watching = (async () => {
    const stepsBefore = await stepsDone(database);
    const backlog = await makeDue(database, wanted);
    for (;;) {
      const { due, lagMs } = await look(database);
      if (Number.isNaN(backlogSeconds)) {
        if (due === 0) backlogSeconds = elapsedMs() / 1000;
      } else if (!isStopped()) worstLagMs = Math.max(Number.isNaN(worstLagMs) ? 0 : worstLagMs, lagMs);
      if ((isStopped() && due === 0) || elapsedMs() - stoppedMs > PATIENCE_MS) break;
      await sleep(LOOK_INTERVAL_MS);
    }
    return { backlog, steps: (await stepsDone(database)) - stepsBefore, backlogSeconds, worstLagMs };
  })();
  return {
    stop() {
      stoppedMs = elapsedMs();
      return watching;
    },
  };
}

async function look(database: string): Promise<{ due: number; lagMs: number }> {
  const [row] = await select<{ due: number; lagMs: number }>(
    database,
    `SELECT count(*)::int AS due, COALESCE(max(extract(epoch FROM now() - due)), 0)::float * 1000 AS "lagMs"
     FROM refund_task WHERE due <= now()`,
  );
  return row ?? { due: Number.NaN, lagMs: Number.NaN };
}

/** Each step that changes a refund, or gives it a reference, writes an event. */
async function stepsDone(database: string): Promise<number> {
  const [row] = await select<{ steps: number }>(
    database,
    "SELECT count(*)::int AS steps FROM refund_event WHERE actor = 'sandbox'",
  );
  return row?.steps ?? Number.NaN;
}
