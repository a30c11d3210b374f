import { sql } from '../database/sql.js';
import type { VerbContext } from './verb-context.js';

/** Nobody waits for this: a key that is deleted a minute late replays its refusal until then. */
export const FORGET_INTERVAL_MS = 60_000;
/** Section 8: a key with a refusal may be deleted from this age on. */
const REFUSAL_KEPT_MS = 24 * 60 * 60_000;
/** Few enough that a request with one of these keys waits only for milliseconds. */
const MAX_FORGOTTEN = 500;

/**
 * Deletes idempotency keys whose refusal is a day old or older, the oldest first, and returns how many. A later request
 * with such a key is decided anew. A key that created a refund, or asked for
 * approval, is kept as long as what it made. Any number of processes
 * may run this: each skips the keys that another one is deleting.
 */
export async function forgetKeys({
  database,
  clock,
}: Pick<VerbContext, 'database' | 'clock'>): Promise<number> {
  const now = sql`COALESCE(${clock.shared?.toISOString() ?? null}::timestamptz, now())`;
  const rows = await database.write(sql`
    DELETE FROM idempotency_key WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM idempotency_key
      WHERE refund_id IS NULL AND approval_id IS NULL AND created <= ${now} - ${REFUSAL_KEPT_MS}::int * interval '1 millisecond'
      ORDER BY created LIMIT ${MAX_FORGOTTEN}::int FOR UPDATE SKIP LOCKED))
    RETURNING 1`);
  return rows.length;
}
