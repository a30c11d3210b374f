import type { Connection } from '../../database/batches.js';

/**
 * The charges for which something has happened after a time: a payment, a refund or its event, an approval, a dispute.
 * That an import created a refund says nothing of the time of the refund, which has its own.
 */
const CHARGES_SINCE = `
  SELECT id FROM charge WHERE created > $1
  UNION SELECT charge_id FROM refund WHERE created > $1
  UNION SELECT r.charge_id FROM refund_event e JOIN refund r ON r.id = e.refund_id
    WHERE e.created > $1 AND NOT (r.imported AND e.type = 'refund_created')
  UNION SELECT charge_id FROM refund_approval WHERE created > $1 OR decided_at > $1
  UNION SELECT charge_id FROM dispute WHERE created > $1`;

/**
 * Those for which something has happened that the snapshot $2 does not show. Approvals have no event, but few are so new.
 * The first comparison uses the index. It is not enough: a transaction of another database may be in flight for days.
 */
const CHARGES_FROM = `
  SELECT r.charge_id AS id FROM refund_event e JOIN refund r ON r.id = e.refund_id 
    WHERE e.transaction_id >= pg_snapshot_xmin($2::pg_snapshot)
      AND NOT pg_visible_in_snapshot(e.transaction_id, $2::pg_snapshot)
  UNION SELECT charge_id FROM refund_approval WHERE created > $1 OR decided_at > $1`;

/** The payment intents of these charges, and their other charges, are recent with them. */
const insert = (table: string, charges: string): string => `
  WITH touched AS (${charges}), intent AS (
    SELECT c.payment_intent_id AS id FROM charge c JOIN touched USING (id) WHERE c.payment_intent_id IS NOT NULL
    UNION SELECT id FROM payment_intent WHERE created > $1
  )
  INSERT INTO ${table} SELECT id FROM touched UNION SELECT id FROM intent
    UNION SELECT c.id FROM charge c JOIN intent i ON c.payment_intent_id = i.id`;

/** Notes for which charges and payment intents something has happened since the cutoff. */
export async function findRecent(connection: Connection, cutoff: string): Promise<void> {
  await connection.query(insert('retention_recent', CHARGES_SINCE), [cutoff]);
}

/** Notes for which of them something has happened that a snapshot does not show. `since` is a time before all of that. */
export async function findNew(connection: Connection, since: string, snapshot: string): Promise<number> {
  await connection.query('TRUNCATE retention_new');
  const { rowCount } = await connection.query(insert('retention_new', CHARGES_FROM), [since, snapshot]);
  await connection.query('INSERT INTO retention_recent SELECT id FROM retention_new ON CONFLICT DO NOTHING');
  return rowCount ?? 0;
}
