import { sql } from '../database/sql.js';
import type { VerbContext } from './verb-context.js';

/** Nobody waits for it: a key that is forgotten a minute late gives the same refusal until then. */
export const FORGET_INTERVAL_MS = 60_000;
/** Section 8: from this age on a key that got a refusal may be forgotten. */
const REFUSAL_KEPT_MS = 24 * 60 * 60_000;
/** Few enough that a request with one of these keys waits for milliseconds. */
const MAX_FORGOTTEN = 500;

/**
 * Forgets keys that got a refusal a day ago or earlier, the oldest first, and returns how many: what is asked with
 * one of them is decided anew. A key that made a refund is kept as long as the refund. Any number of processes may
 * run it: what one is at, the others skip.
 */
export async function forgetKeys({
  database,
  clock,
}: Pick<VerbContext, 'database' | 'clock'>): Promise<number> {
  const now = sql`COALESCE(${clock.shared?.toISOString() ?? null}::timestamptz, now())`;
  const rows = await database.write(sql`
    DELETE FROM idempotency_key k USING (
      SELECT caller, key FROM idempotency_key
      WHERE refund_id IS NULL AND created <= ${now} - ${REFUSAL_KEPT_MS}::int * interval '1 millisecond'
      ORDER BY created LIMIT ${MAX_FORGOTTEN}::int FOR UPDATE SKIP LOCKED
    ) old WHERE k.caller = old.caller AND k.key = old.key
    RETURNING 1`);
  return rows.length;
}
