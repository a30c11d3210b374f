import type { Transaction } from '../../ledger/client.js';
import type { Clock } from '../../process/clock.js';
import { canBecome } from '../../rules/transitions.js';
import { changeStatus } from '../change-status.js';
import { appendEvent } from '../events/record-event.js';
import { lockRefund } from '../lock-refund.js';
import type { VerbContext } from '../verb-context.js';
import type { Task, TaskResult } from './processor.js';

/** A task that this process has claimed. */
export interface ClaimedTask {
  readonly refundId: string;
  readonly step: string;
}

/** Writes the result of a task and the next task. Writes nothing if another process did the task meanwhile. */
export async function applyResult(
  tx: Transaction,
  { clock, processor }: VerbContext,
  { refundId, step }: ClaimedTask,
  { change, reference, next }: TaskResult,
): Promise<void> {
  const refund = await lockRefund(tx, refundId);
  const { count } = await tx.refundTask.deleteMany({ where: { refundId, step } });
  if (!refund || count === 0) return;
  const [at, actor] = [clock.now(), processor.name];
  if (change) {
    // The refund was canceled while the processor was asked, so the result comes too late.
    if (!canBecome(refund.status, change.status)) return;
    await changeStatus(tx, refund, change, {
      at,
      actor,
      actionExpiresAfterMs: processor.actionExpiresAfterMs,
    });
  }
  if (reference !== undefined) {
    const known = await tx.refund.update({
      where: { id: refundId },
      data: { destinationCardReference: reference, destinationCardReferenceStatus: 'available' },
    });
    await appendEvent(tx, refund, known, 'refund_updated', at, actor);
  }
  if (next) await recordTask(tx, refundId, next, clock);
}

/**
 * Records the next task, due by the database's clock unless a test sets one. If a dispute blocks the charge of a pending
 * refund, the task is due at once: the dispute may have come while the processor was asked, and then it wakes no task
 * (rule 6.11).
 */
async function recordTask(tx: Transaction, refundId: string, { step, delayMs }: Task, { shared }: Clock) {
  await tx.$executeRaw`INSERT INTO refund_task (refund_id, step, due)
    SELECT r.id, ${step}, COALESCE(${shared}::timestamptz, now()) + CASE
      WHEN r.status = 'pending' AND c.dispute_blocks THEN interval '0'
      ELSE ${delayMs}::bigint * interval '1 millisecond' END
    FROM refund r JOIN charge c ON c.id = r.charge_id WHERE r.id = ${refundId}`;
}
