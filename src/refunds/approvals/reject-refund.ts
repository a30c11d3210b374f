import { sql } from '../../database/sql.js';
import type { Rows } from '../../ledger/tables.js';
import { refuseToDecide } from '../../rules/approval.js';
import { isRefusal, type Refusal } from '../../rules/refusal.js';
import type { VerbContext } from '../verb-context.js';
import { findDecidable } from './find-approval.js';

/** The codes with which `rejectRefund` refuses. */
export const rejectRefundCodes = ['REFUND_APPROVAL_NOT_PENDING', 'RESOURCE_MISSING'] as const;

/**
 * Rule 13.5: rejects a refund that waits for approval, by another caller than the one who asked. It does so only while the
 * approval is pending, so of an approval and a rejection at once, one is refused.
 *
 * @throws OutcomeUnknownError if the connection broke during the write; the approval tells the outcome
 */
export async function rejectRefund(
  { database, actor }: Pick<VerbContext, 'database' | 'actor'>,
  id: string,
  note: string | null,
): Promise<Rows['refundApproval'] | Refusal<(typeof rejectRefundCodes)[number]>> {
  const approval = await findDecidable(database, id);
  if (isRefusal(approval)) return approval;
  const refused = refuseToDecide(approval, actor);
  if (refused) return refused;
  let inDoubt = false;
  const written = await database.write(
    sql`UPDATE refund_approval
      SET status = 'rejected', decided_by = ${actor}, decision_note = ${note},
        decided_at = LEAST(clock_timestamp(), expires_at)
      WHERE id = ${id} AND status = 'pending' AND expires_at > clock_timestamp() RETURNING 1`,
    () => {
      inDoubt = true;
    },
  );
  const now = await findDecidable(database, id);
  if (isRefusal(now) || written.length > 0) return now;
  // This call may have rejected it and lost the answer.
  if (inDoubt && now.status === 'rejected' && now.decidedBy === actor && now.decisionNote === note)
    return now;
  return refuseToDecide(now, actor) ?? rejectRefund({ database, actor }, id, note);
}
