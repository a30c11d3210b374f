import { sql } from '../../src/database/sql.js';
import type { Database } from '../../src/ledger/open-ledger.js';

/**
 * Checks in SQL the promises that must hold in the ledger at every moment (I1, I6, I7, and section 16).
 *
 * @returns each broken promise, with the id of the row that breaks it; empty if all promises hold
 */
export async function brokenPromises(
  database: Pick<Database, 'query'>,
  charges: readonly string[],
): Promise<string[]> {
  const rows = await database.query(sql`
    WITH c AS (SELECT * FROM charge WHERE id = ANY(${charges})),
    r AS (
      SELECT refund.*, refund.status IN ('pending', 'requires_action', 'succeeded') AS held, c.captured
      FROM refund JOIN c ON c.id = refund.charge_id),
    sums AS (
      SELECT c.id, c.opening_refunded + COALESCE(sum(r.amount) FILTER (WHERE r.held), 0) AS refunded,
        COALESCE(sum(f.amount), 0) AS fee, COALESCE(sum(t.amount), 0) AS transfer,
        bool_and(r.refund_application_fee) AS every_fee, bool_and(r.reverse_transfer) AS every_transfer
      FROM c LEFT JOIN r ON r.charge_id = c.id
      LEFT JOIN application_fee_refund f ON f.id = r.application_fee_refund_id
      LEFT JOIN transfer_reversal t ON t.id = r.transfer_reversal_id
      GROUP BY c.id, c.opening_refunded),
    e AS (
      SELECT e.*, lag(e.status) OVER history AS before, row_number() OVER history AS number,
        r.status AS last_status, count(*) OVER (PARTITION BY e.refund_id) AS count,
        (SELECT array_agg(change->>'before' || ' ' || (change->>'after'))
          FROM jsonb_array_elements(e.changes) change WHERE change->>'field' = 'status') AS said
      FROM refund_event e JOIN r ON r.id = e.refund_id
      WINDOW history AS (PARTITION BY e.refund_id ORDER BY e.position)),
    -- Both ends of a refund are written while its charge is locked, so their positions are in order.
    lives AS (
      SELECT r.replaces_id, min(e.position) AS made, min(e.position) FILTER (WHERE e.status IN ('failed', 'canceled')) AS ended
      FROM r JOIN refund_event e ON e.refund_id = r.id WHERE r.replaces_id IS NOT NULL GROUP BY r.id, r.replaces_id),
    successions AS (
      SELECT replaces_id, made, lag(ended) OVER line AS before_ended, row_number() OVER line AS number
      FROM lives WINDOW line AS (PARTITION BY replaces_id ORDER BY made))
    SELECT 'I1: the total is the opening balance plus the held refunds, and at most the ceiling', id FROM c JOIN sums USING (id)
      WHERE c.amount_refunded <> sums.refunded OR c.amount_refunded > c.refund_ceiling
    UNION ALL SELECT 'I1: returned fees and reversed transfers add up', id FROM c JOIN sums USING (id)
      WHERE c.application_fee_refunded <> sums.fee OR c.transfer_reversed <> sums.transfer
        OR sums.fee > COALESCE(c.application_fee_amount, 0) OR sums.transfer > COALESCE(c.transfer_amount, 0)
    UNION ALL SELECT 'Section 3: if every refund has the flag, the shares add up', id FROM c JOIN sums USING (id)
      WHERE c.captured AND c.opening_refunded = 0 AND c.amount_refunded = c.refund_ceiling AND (
        (sums.every_fee AND sums.fee <> COALESCE(c.application_fee_amount, 0))
        OR (sums.every_transfer AND sums.transfer <> COALESCE(c.transfer_amount, 0)))
    UNION ALL SELECT 'I6: only transitions of section 6 occur', refund_id FROM e
      WHERE before <> status AND (before::text, status::text) NOT IN (
        ('requires_action', 'pending'), ('requires_action', 'failed'), ('requires_action', 'canceled'),
        ('pending', 'succeeded'), ('pending', 'failed'), ('pending', 'requires_action'),
        ('succeeded', 'failed'), ('succeeded', 'requires_action'))
    UNION ALL SELECT 'I7: each transition has one event that describes it', refund_id FROM e
      WHERE said IS DISTINCT FROM CASE WHEN before <> status THEN ARRAY[before || ' ' || status] END
    UNION ALL SELECT 'I7: the created event comes first and once, and a failure has a failed event', refund_id FROM e
      WHERE (type = 'refund_created') <> (number = 1)
        OR (type = 'refund_failed') <> (COALESCE(before <> status, false) AND status = 'failed')
    UNION ALL SELECT 'I7: the last event has the status of the refund', refund_id FROM e
      WHERE number = count AND status <> last_status
    UNION ALL SELECT 'I7: every refund has an event', id FROM r
      WHERE NOT EXISTS (SELECT 1 FROM refund_event WHERE refund_id = r.id)
    UNION ALL SELECT 'I7: moved money has a balance transaction, and returned money has a second one', r.id FROM r
      LEFT JOIN balance_transaction out ON out.id = r.balance_transaction_id
      LEFT JOIN balance_transaction back ON back.id = r.failure_balance_transaction_id
      WHERE out.amount IS DISTINCT FROM CASE WHEN r.captured THEN -r.amount END
        OR back.amount IS DISTINCT FROM CASE WHEN r.captured AND NOT r.held THEN r.amount END
    UNION ALL SELECT 'Rule 16.1: what is replaced is of the same charge, and has failed or was canceled', r.id FROM r
      JOIN refund old ON old.id = r.replaces_id
      WHERE old.charge_id <> r.charge_id OR old.status NOT IN ('failed', 'canceled')
    UNION ALL SELECT 'Rule 16.2: a refund has at most one replacement that is alive', replaces_id FROM successions
      WHERE number > 1 AND (before_ended > made OR before_ended IS NULL)
    UNION ALL SELECT 'Section 7: a refund in flight has a task, and an ended refund has none', r.id FROM r
      LEFT JOIN refund_task task ON task.refund_id = r.id
      WHERE CASE WHEN r.status IN ('pending', 'requires_action') THEN task.step IS NULL
        WHEN NOT r.held THEN task.step IS NOT NULL ELSE false END`);
  return rows.map(([promise, id]) => `${promise}: ${id}`);
}

/** I6 and I7: finds money that has moved since then for no refund, for example an amount that was returned twice. */
export async function strayMoney(
  database: Pick<Database, 'query'>,
  charges: readonly string[],
  since: Date,
): Promise<string[]> {
  const rows = await database.query(sql`
    WITH r AS (SELECT * FROM refund WHERE charge_id = ANY(${charges}))
    SELECT id FROM balance_transaction WHERE created >= ${since} AND id NOT IN (
      SELECT unnest(ARRAY[balance_transaction_id, COALESCE(failure_balance_transaction_id, '')]) FROM r
      WHERE balance_transaction_id IS NOT NULL)
    UNION ALL SELECT id FROM transfer_reversal WHERE created >= ${since}
      AND id NOT IN (SELECT transfer_reversal_id FROM r WHERE transfer_reversal_id IS NOT NULL)
    UNION ALL SELECT id FROM application_fee_refund WHERE created >= ${since}
      AND id NOT IN (SELECT application_fee_refund_id FROM r WHERE application_fee_refund_id IS NOT NULL)`);
  return rows.map(([id]) => `belongs to no refund: ${id}`);
}
