import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { lockRefund } from '../lock-refund.js';
import type { VerbContext } from '../verb-context.js';
import type { ClaimedTask } from './apply-result.js';

/** A task that the processor cannot perform. */
export interface ParkedTask {
  readonly refundId: string;
  /** For the operator. */
  readonly reason: string;
}

/**
 * Parks a task: it is not due again until a dispute decides its refund, or until it is resumed.
 *
 * @returns null if there is nothing to park: the task is done by now, or a dispute decides the refund whatever its step
 *   is (rule 6.11). Such a dispute may have come after the task was claimed, and then it wakes no task.
 */
export async function parkTask(
  { transaction }: Database,
  { refundId, step }: ClaimedTask,
  reason: string,
): Promise<ParkedTask | null> {
  return transaction(async (tx) => {
    await lockRefund(tx, refundId);
    const count = await tx.$executeRaw`
      UPDATE refund_task t SET due = NULL, claimed_until = NULL, parked_reason = ${reason}
      FROM refund r JOIN charge c ON c.id = r.charge_id
      WHERE r.id = t.refund_id AND t.refund_id = ${refundId} AND t.step = ${step}
        AND NOT (r.status = 'pending' AND c.dispute_blocks)`;
    return count > 0 ? { refundId, reason } : null;
  });
}

/**
 * Makes parked tasks due again, at the start of a process: its version may know their steps. When all processes of a
 * version are replaced one by one, an old process may park a task of the new version, and the last start resumes it.
 *
 * @returns the number of tasks
 */
export async function resumeParkedTasks({
  database,
  clock,
}: Pick<VerbContext, 'database' | 'clock'>): Promise<number> {
  const rows = await database.write(sql`
    UPDATE refund_task SET due = COALESCE(${clock.shared?.toISOString() ?? null}::timestamptz, now()), parked_reason = NULL
    WHERE refund_id = ANY(ARRAY(
      SELECT refund_id FROM refund_task WHERE parked_reason IS NOT NULL ORDER BY refund_id FOR UPDATE))
    RETURNING refund_id`);
  return rows.length;
}
