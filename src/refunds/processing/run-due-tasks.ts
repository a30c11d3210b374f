import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../database/sql.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { StatusChange } from '../change-status.js';
import type { VerbContext } from '../verb-context.js';
import { applyResult, type ClaimedTask } from './apply-result.js';
import { type ParkedTask, parkTask } from './park-task.js';

/** A step that is due happens within a second (rules, section 7). No refund has a timer: the database knows what is due. */
export const RUN_INTERVAL_MS = 500;
/** Tasks that a process claims at once. If it crashes, they wait until their claims expire. */
const MAX_CLAIMED = 20;
/** Tasks in flight: less than half of the pool's connections, so that requests are served meanwhile. */
const AT_ONCE = 4;
/** How long a claim holds: longer than any answer may take. After that, another process repeats the step. */
const CLAIM_MS = 30_000;

/**
 * Performs the tasks that are due. Any number of processes may run it: one of them claims a task, performs its step
 * outside any transaction, and then writes the result, once. A task that fails is retried when its claim expires.
 *
 * @param onParked told of each task that is not retried, because the processor does not know its step
 * @returns the number of tasks
 * @throws AggregateError of all failures, after all other tasks are done
 */
export async function runDueTasks(
  context: VerbContext,
  onParked: (task: ParkedTask) => void,
): Promise<number> {
  const claimed = await claim(context);
  const errors: unknown[] = [];
  const rest = [...claimed];
  const work = async () => {
    // The failure of one task, such as a network that is down, does not stop the others.
    for (let task = rest.shift(); task; task = rest.shift())
      await runTask(context, task, onParked).catch((error) => errors.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} of ${claimed.length} tasks failed`);
  return claimed.length;
}

async function claim({ database, clock }: VerbContext): Promise<readonly ClaimedTask[]> {
  const now = sql`COALESCE(${clock.shared?.toISOString() ?? null}::timestamptz, now())`;
  const rows = await database.write(sql`
    UPDATE refund_task SET claimed_until = ${now} + ${CLAIM_MS}::int * interval '1 millisecond'
    WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM refund_task WHERE due <= ${now} AND (claimed_until IS NULL OR claimed_until <= ${now})
      ORDER BY due LIMIT ${MAX_CLAIMED}::int FOR UPDATE SKIP LOCKED))
    RETURNING refund_id, step`);
  return rows.map(([refundId, step]) => ({ refundId: refundId as string, step: step as string }));
}

const WITH_CHARGE = { relations: { charge: wholeRow } };

async function runTask(
  context: VerbContext,
  task: ClaimedTask,
  onParked: (task: ParkedTask) => void,
): Promise<void> {
  const { database, processor } = context;
  const { refundId, step } = task;
  const [row] = await readRows(database.query, 'refund', [refundId], WITH_CHARGE);
  if (!row?.charge) throw new Error(`Refund ${refundId} of a task does not exist`);
  const { charge, ...refund } = row;
  const perform = isDecidedByDispute(refund, charge)
    ? async () => ({ change: DISPUTED })
    : processor.parseStep(step);
  if (!perform) {
    const reason = `The processor ${processor.name} has no step ${JSON.stringify(step)}`;
    const parked = await parkTask(database, task, reason);
    if (parked) onParked(parked);
    return;
  }
  const result = await perform(refund, charge);
  await database.transaction((tx) => applyResult(tx, context, task, result));
}

/** Rule 6.11: the refund fails, and the processor is not asked. */
const DISPUTED: StatusChange = { status: 'failed', failureReason: 'charge_for_pending_refund_disputed' };
const isDecidedByDispute = (refund: Refund, charge: Charge): boolean =>
  refund.status === 'pending' && charge.disputeBlocks;
