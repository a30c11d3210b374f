import { sql } from '../database/sql.js';
import type { Database } from '../ledger/open-ledger.js';

/** Nobody waits for this. */
export const FORGET_AUDIT_INTERVAL_MS = 60_000;
/** Few enough that a statement takes only milliseconds. */
const MAX_FORGOTTEN = 500;

/**
 * Rule 14.5: deletes entries that are older than the operator keeps them, the oldest first, and returns how many. Any number
 * of processes may run this: each skips the entries that another one is deleting.
 */
export async function forgetEntries(
  { write }: Pick<Database, 'write'>,
  retentionDays: number,
): Promise<number> {
  const rows = await write(sql`
    DELETE FROM audit_entry WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM audit_entry WHERE created < statement_timestamp() - ${retentionDays}::int * interval '1 day'
      ORDER BY created LIMIT ${MAX_FORGOTTEN}::int FOR UPDATE SKIP LOCKED))
    RETURNING 1`);
  return rows.length;
}
