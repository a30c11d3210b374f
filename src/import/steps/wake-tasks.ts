import type { Connection } from '../../database/batches.js';
import type { Clock } from '../../process/clock.js';

/**
 * Makes tasks due that this import decides. A refund that waits for its charge continues when the charge is settled
 * (rule 1.5). A pending refund fails when a dispute blocks its charge (rule 6.11), no matter what it was waiting for,
 * and even if its task is parked. A process that has already claimed a task keeps it, and finds the dispute when it
 * writes. The charges must be written and locked.
 */
export async function wakeTasks(connection: Connection, { shared }: Clock): Promise<void> {
  await connection.query(
    `UPDATE refund_task t SET due = coalesce($1::timestamptz, now()), parked_reason = NULL
     FROM (
       SELECT t.refund_id FROM refund_task t JOIN refund r ON r.id = t.refund_id JOIN import_charge s ON s.id = r.charge_id
       WHERE CASE
         WHEN s.dispute_blocks AND r.status = 'pending' THEN t.due IS NULL OR t.due > coalesce($1::timestamptz, now())
         ELSE t.due IS NULL AND t.parked_reason IS NULL AND s.status <> 'pending' END
       ORDER BY t.refund_id FOR UPDATE OF t
     ) woken WHERE woken.refund_id = t.refund_id`,
    [shared],
  );
}
