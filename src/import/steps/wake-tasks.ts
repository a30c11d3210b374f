import type { Connection } from '../../database/batches.js';
import type { Clock } from '../../process/clock.js';

/**
 * Makes due at once what the file decides of refunds made here: what waits for its charge goes on once the charge is
 * settled (rule 1.5), and what is pending fails where a dispute blocks (rule 6.11), whatever it was waiting for. What a
 * process has claimed stays its own: it finds the dispute when it writes. Wants the charges written, and locked.
 */
export async function wakeTasks(connection: Connection, { shared }: Clock): Promise<void> {
  await connection.query(
    `UPDATE refund_task t SET due = coalesce($1::timestamptz, now())
     FROM refund r JOIN import_charge s ON s.id = r.charge_id
     WHERE t.refund_id = r.id AND CASE
       WHEN s.dispute_blocks AND r.status = 'pending' THEN t.due IS NULL OR t.due > coalesce($1::timestamptz, now())
       ELSE t.due IS NULL AND s.status <> 'pending' END`,
    [shared],
  );
}
