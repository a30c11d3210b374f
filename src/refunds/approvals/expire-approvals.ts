import { sql } from '../../database/sql.js';
import type { Database } from '../../ledger/open-ledger.js';

/**
 * Every reader shows an approval as expired from the moment on. Only the followers of its events wait for this, and a
 * screen knows the time from the approval.
 */
export const EXPIRE_INTERVAL_MS = 60_000;
/** Few enough that a decision of one of them waits only for milliseconds. */
const MAX_EXPIRED = 500;

/**
 * Rule 13.6: writes that approvals have expired, the oldest first, and returns how many. Any number of processes may run
 * this: each skips the approvals that another one, or a decision, is writing.
 */
export async function expireApprovals({ write }: Pick<Database, 'write'>): Promise<number> {
  const rows = await write(sql`
    UPDATE refund_approval SET status = 'expired' WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM refund_approval WHERE status = 'pending' AND expires_at <= statement_timestamp()
      ORDER BY expires_at LIMIT ${MAX_EXPIRED}::int FOR UPDATE SKIP LOCKED))
    RETURNING 1`);
  return rows.length;
}
