import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../database/sql.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { StatusChange } from '../change-status.js';
import type { VerbContext } from '../verb-context.js';
import { applyResult, type ClaimedTask } from './apply-result.js';

/** What is due happens within a second of being due (rules, section 7). No timer for each refund: the database knows. */
export const RUN_INTERVAL_MS = 500;
/** As many as a process takes at once: what it crashes with waits for the claim to run out. */
const MAX_CLAIMED = 20;
/** Fewer than half the pool's connections: requests go on meanwhile. */
const AT_ONCE = 4;
/** Longer than any answer of a processor may take; after that another process asks again. */
const CLAIM_MS = 30_000;

/**
 * Does what is due, and returns how much that was. Any number of processes may run it: each task is claimed by one,
 * which asks the processor outside any transaction and then writes what came of it, once.
 */
export async function runDueTasks(context: VerbContext): Promise<number> {
  const claimed = await claim(context);
  const errors: unknown[] = [];
  const rest = [...claimed];
  const work = async () => {
    // What one task meets, such as a network that is down, is not the others' fault: its claim runs out and it is tried again.
    for (let task = rest.shift(); task; task = rest.shift())
      await runTask(context, task).catch((error) => errors.push(error));
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
    WHERE refund_id IN (
      SELECT refund_id FROM refund_task WHERE due <= ${now} AND (claimed_until IS NULL OR claimed_until <= ${now})
      ORDER BY due LIMIT ${MAX_CLAIMED}::int FOR UPDATE SKIP LOCKED)
    RETURNING refund_id, step`);
  return rows.map(([refundId, step]) => ({ refundId: refundId as string, step: step as string }));
}

const WITH_CHARGE = { relations: { charge: wholeRow } };

async function runTask(context: VerbContext, { refundId, step }: ClaimedTask): Promise<void> {
  const { database, processor } = context;
  const [row] = await readRows(database.query, 'refund', [refundId], WITH_CHARGE);
  if (!row?.charge) throw new Error(`The refund ${refundId} of a task is not there`);
  const { charge, ...refund } = row;
  const result = isOvertakenByDispute(refund, charge)
    ? { change: DISPUTED }
    : await processor.perform(step, refund, charge);
  await database.transaction((tx) => applyResult(tx, context, { refundId, step }, result));
}

/** Rule 6.11, whatever the processor would have said. */
const DISPUTED: StatusChange = { status: 'failed', failureReason: 'charge_for_pending_refund_disputed' };
const isOvertakenByDispute = (refund: Refund, charge: Charge): boolean =>
  refund.status === 'pending' && charge.disputeBlocks;
