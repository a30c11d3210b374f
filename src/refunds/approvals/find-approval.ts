import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';
import { readRows } from '../../ledger/page.js';
import { wholeRow } from '../../ledger/select.js';
import type { Rows } from '../../ledger/tables.js';
import { isId } from '../../rules/ids.js';
import { isRefusal, type Refusal, resourceMissing } from '../../rules/refusal.js';

/** The approval with an id as it is now, by the database's clock. */
export async function findApproval(
  { query }: Pick<Database, 'query'>,
  id: string,
): Promise<Rows['refundApproval'] | Refusal<'RESOURCE_MISSING'>> {
  const [approval] = isId(id) ? await readRows(query, 'refundApproval', [id], wholeRow) : [];
  return approval ?? resourceMissing('refund_approval', id, 'approval');
}

/**
 * The approval with an id, for a caller who wants to decide it. Its end is final: another decision may have been made just
 * in time and not be committed yet. So this waits for that decision, or writes that the approval has expired.
 */
export async function findDecidable(
  { query, write }: Pick<Database, 'query' | 'write'>,
  id: string,
): Promise<Rows['refundApproval'] | Refusal<'RESOURCE_MISSING'>> {
  const approval = await findApproval({ query }, id);
  if (isRefusal(approval) || approval.status !== 'expired') return approval;
  await write(sql`UPDATE refund_approval SET status = 'expired'
    WHERE id = ${id} AND status = 'pending' AND expires_at <= clock_timestamp() RETURNING 1`);
  return findApproval({ query }, id);
}
