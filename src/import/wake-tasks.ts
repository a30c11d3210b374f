import type { Clock } from '../clock.js';
import type { Connection } from './statements.js';

/** Rule 1.5: what the processor left waiting for a charge goes on once the charge is settled. Wants the charges written. */
export async function wakeTasks(connection: Connection, { shared }: Clock): Promise<void> {
  await connection.query(
    `UPDATE refund_task t SET due = coalesce($1::timestamptz, now())
     FROM refund r JOIN import_charge s ON s.id = r.charge_id
     WHERE t.due IS NULL AND t.refund_id = r.id AND s.status <> 'pending'`,
    [shared],
  );
}
