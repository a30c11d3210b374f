import type { Connection } from '../database/batches.js';
import type { ErasedRow } from './erase-columns.js';

/** The columns by which a customer is asked where the money shall go. */
const ASKED_BY = ['instructions_email', 'action_email_sent_to'];

/**
 * Of the rows that an erasure changed: the refunds that a processor still works on, and the approvals that still wait,
 * which have lost the address that they need. An imported refund is carried out elsewhere. The rows are locked by their
 * change, so nothing comes between.
 */
export async function findInFlight(
  connection: Connection,
  refunds: readonly ErasedRow[],
  approvals: readonly ErasedRow[],
): Promise<readonly string[]> {
  const asked = refunds.filter(({ columns }) => columns.some((column) => ASKED_BY.includes(column)));
  const ids = (rows: readonly ErasedRow[]) => rows.map(({ key }) => key[0]);
  const { rows } = await connection.query<{ id: string }>(IN_FLIGHT, [ids(asked), ids(approvals)]);
  return rows.map(({ id }) => id);
}

/** An approval keeps no null in its input but that of an erasure. */
const IN_FLIGHT = `
  SELECT r.id FROM refund r WHERE r.id = ANY($1::text[]) AND NOT r.imported
    AND (r.status IN ('pending', 'requires_action') OR EXISTS (SELECT FROM refund_task t WHERE t.refund_id = r.id))
  UNION ALL
  SELECT a.id FROM refund_approval_now a WHERE a.id = ANY($2::text[]) AND a.status = 'pending'
    AND a.input->'instructionsEmail' = 'null'::jsonb
  ORDER BY id`;
