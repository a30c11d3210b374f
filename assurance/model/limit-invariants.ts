import { sql } from '../../src/database/sql.js';
import type { Database } from '../../src/ledger/open-ledger.js';

/** What a caller may refund in one currency. Null is no limit. */
export interface HeldLimit {
  readonly caller: string;
  readonly currency: string;
  readonly maxAmount: number | null;
  readonly maxAmountPerDay: number | null;
  readonly maxCountPerDay: number | null;
}

/**
 * Checks in SQL that the refunds of callers keep within their limits (I14 and I15), whatever the gateway counted.
 *
 * @returns each broken promise, with the caller or the refund that breaks it; empty if all promises hold
 */
export async function brokenLimits(
  database: Pick<Database, 'query'>,
  limits: readonly HeldLimit[],
): Promise<string[]> {
  const rows = await database.query(sql`
    WITH l AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(limits)}::jsonb) AS l(caller text, currency text,
        "maxAmount" bigint, "maxAmountPerDay" bigint, "maxCountPerDay" int)),
    r AS (
      SELECT r.id, r.amount, r.counted_on, l.*, a.id AS approval, a.status = 'approved' AS approved
      FROM refund r JOIN l ON l.caller = COALESCE(r.created_by, '') AND l.currency = r.currency
      LEFT JOIN refund_approval a ON a.refund_id = r.id),
    days AS (
      SELECT caller, currency, counted_on AS day, sum(amount) AS amount, count(*) AS count,
        max("maxAmountPerDay") AS max_amount, max("maxCountPerDay") AS max_count
      FROM r WHERE approval IS NULL GROUP BY caller, currency, counted_on)
    SELECT concat('I14: a day has ', count, ' refunds of ', amount, ', and allows ', COALESCE(max_count::text, 'any'), ' of ',
        COALESCE(max_amount::text, 'any'), ', ', currency, ' ', day), caller
      FROM days WHERE amount > max_amount OR count > max_count
    UNION ALL SELECT 'I15: a refund beyond the largest amount has an approval', id FROM r
      WHERE amount > "maxAmount" AND approved IS NOT TRUE
    UNION ALL SELECT 'I14: a refund is counted in a day, unless it was approved or no limit counts days', id FROM r
      WHERE (counted_on IS NOT NULL)
        <> (approval IS NULL AND ("maxAmountPerDay" IS NOT NULL OR "maxCountPerDay" IS NOT NULL))
    UNION ALL SELECT concat('I14: the day of a caller is what its refunds add up to, ', d.currency, ' ', d.day), d.caller
      FROM days d LEFT JOIN caller_day k ON k.caller = d.caller AND k.currency = d.currency AND k.day = d.day
      WHERE d.day IS NOT NULL AND (k.amount, k.count) IS DISTINCT FROM (d.amount, d.count::int)`);
  return rows.map(([promise, id]) => `${promise}: ${id}`);
}

/**
 * Checks in SQL that approvals of these charges were decided by a second caller, once, and made one refund each (I15 and
 * I16).
 *
 * @returns each broken promise, with the row that breaks it; empty if all promises hold
 */
export async function brokenApprovals(
  database: Pick<Database, 'query'>,
  charges: readonly string[],
): Promise<string[]> {
  const rows = await database.query(sql`
    WITH a AS (SELECT * FROM refund_approval WHERE charge_id = ANY(${charges})),
    -- What the history of the refunds says, whatever the approvals say.
    made AS (
      SELECT r.id, r.amount, r.charge_id, r.created_by, r.counted_on, e.actor, change->>'after' AS approval
      FROM refund r JOIN refund_event e ON e.refund_id = r.id AND e.type = 'refund_created'
      CROSS JOIN LATERAL jsonb_array_elements(e.changes) change
      WHERE r.charge_id = ANY(${charges}) AND change->>'field' = 'approval')
    SELECT 'I16: an approval that was approved made one refund, and no other approval made one', a.id
      FROM a LEFT JOIN made ON made.approval = a.id GROUP BY a.id, a.status
      HAVING count(made.id) <> CASE WHEN a.status = 'approved' THEN 1 ELSE 0 END
    UNION ALL SELECT 'I16: an approval names the refund that it made, which is the one that was asked for', a.id
      FROM a JOIN made ON made.approval = a.id
      WHERE a.refund_id IS DISTINCT FROM made.id OR made.amount <> a.amount OR made.charge_id <> a.charge_id
        OR made.created_by IS DISTINCT FROM a.requested_by OR made.actor IS DISTINCT FROM a.decided_by
        OR made.counted_on IS NOT NULL
    UNION ALL SELECT 'I15: who asked did not decide', id FROM a WHERE decided_by = requested_by
    UNION ALL SELECT 'I16: an approval is decided in time, by a caller, or not at all', id FROM a
      WHERE (status IN ('approved', 'rejected')) <> (decided_by IS NOT NULL) OR decided_at > expires_at
    UNION ALL SELECT 'I16: an approval is expired only after its time', id FROM a
      WHERE status = 'expired' AND expires_at > clock_timestamp()
    UNION ALL SELECT 'I16: an approval has one key', a.id
      FROM a LEFT JOIN idempotency_key k ON k.approval_id = a.id GROUP BY a.id, a.requested_by
      HAVING count(k.key) <> 1 OR min(k.caller) <> COALESCE(a.requested_by, '')
    UNION ALL SELECT 'I15: a refund that another caller created was approved', r.id
      FROM refund r JOIN refund_event e ON e.refund_id = r.id AND e.type = 'refund_created'
      WHERE r.charge_id = ANY(${charges}) AND e.actor IS DISTINCT FROM r.created_by
        AND NOT EXISTS (SELECT 1 FROM refund_approval WHERE refund_id = r.id AND decided_by = e.actor)`);
  return rows.map(([promise, id]) => `${promise}: ${id}`);
}
