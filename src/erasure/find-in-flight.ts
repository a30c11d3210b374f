import type { Connection } from '../database/batches.js';
import { eraseInValue } from '../rules/erase-values.js';
import type { IsErased } from '../rules/erased-email.js';
import { needleOf } from './erase-columns.js';

/**
 * The refunds that a processor still works on, and the approvals that still wait, which need the address: the customer is
 * asked by it where the money shall go. An imported refund is carried out elsewhere.
 */
export async function findInFlight(
  connection: Connection,
  email: string,
  isErased: IsErased,
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ id: string; texts: unknown }>(IN_FLIGHT, [needleOf(email)]);
  return rows.filter(({ texts }) => eraseInValue(texts, isErased) !== texts).map(({ id }) => id);
}

const IN_FLIGHT = `
  SELECT r.id, jsonb_build_array(r.instructions_email, r.action_email_sent_to) AS texts FROM refund r
  WHERE NOT r.imported
    AND (r.status IN ('pending', 'requires_action') OR EXISTS (SELECT FROM refund_task t WHERE t.refund_id = r.id))
    AND (strpos(lower(r.instructions_email), $1) > 0 OR strpos(lower(r.action_email_sent_to), $1) > 0)
  UNION ALL
  SELECT a.id, a.input->'instructionsEmail' AS texts FROM refund_approval_now a
  WHERE a.status = 'pending' AND strpos(lower(a.input->>'instructionsEmail'), $1) > 0
  ORDER BY id`;
