import pg from 'pg';

/** The tables that grow with the ledger. */
const TABLES = [
  'audit_entry',
  'balance_transaction',
  'block_list_entry',
  'caller_day',
  'charge',
  'dispute',
  'idempotency_key',
  'payment_intent',
  'refund',
  'refund_approval',
  'refund_approval_event',
  'refund_event',
  'refund_task',
] as const;

/**
 * Two refunds and a half for each charge, with all that belongs to them; every twentieth has failed. Charges in turn: by
 * card; by card with a fee and a transfer; by debit; by a method without refunds of its own, which asks the customer.
 */
const rowsOf = (charges: number): readonly string[] => [
  `INSERT INTO payment_intent (id, amount, amount_received, created, currency, metadata, status)
   SELECT 'pi_' || lpad(n::text, 9, '0'), 1000000, 1000000, timestamptz '2025-01-01Z' + n * interval '1 minute', 'usd', '{}', 'succeeded'
   FROM generate_series(1, ${charges}) n`,
  `INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
     dispute_blocks, revision, application_fee_id, application_fee_amount, application_fee_refunded, transfer_id,
     transfer_amount, transfer_reversed, billing_email, captured, created, currency, description, disputed, metadata,
     payment_intent_id, payment_method_type, card_brand, card_last4, status)
   SELECT 'ch_' || lpad(n::text, 9, '0'), 1000000, 1000000, 300000, 300000, 1000000, true, false, 0,
     CASE WHEN n % 4 = 1 THEN 'fee_' || n END, CASE WHEN n % 4 = 1 THEN 1000 END, 0,
     CASE WHEN n % 4 = 1 THEN 'tr_' || n END, CASE WHEN n % 4 = 1 THEN 500000 END, 0,
     'customer' || n || '@example.com', true, timestamptz '2025-01-01Z' + n * interval '1 minute', 'usd', 'Order ' || n,
     false, '{}', 'pi_' || lpad(n::text, 9, '0'), (ARRAY['card', 'card', 'sepa_debit', 'konbini'])[1 + n % 4],
     CASE WHEN n % 4 < 2 THEN 'visa' END, CASE WHEN n % 4 < 2 THEN '4242' END, 'succeeded'
   FROM generate_series(1, ${charges}) n`,
  `INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
   SELECT 'txn_' || lpad(n::text, 9, '0'), -10, timestamptz '2025-02-01Z' + n * interval '20 seconds', 'usd', 0, -10, 'refund'
   FROM generate_series(1, ${charges * 2.5}) n`,
  `INSERT INTO refund (id, amount, balance_transaction_id, charge_id, created, currency, imported, metadata,
     payment_intent_id, reason, refund_application_fee, reverse_transfer, status, failure_reason)
   SELECT 're_' || lpad(n::text, 9, '0'), 10, 'txn_' || lpad(n::text, 9, '0'), 'ch_' || lpad(charge::text, 9, '0'),
     timestamptz '2025-02-01Z' + n * interval '20 seconds', 'usd', false, '{}', 'pi_' || lpad(charge::text, 9, '0'),
     CASE WHEN n % 3 = 0 THEN 'requested_by_customer'::refund_reason END, true, true,
     (CASE WHEN n % 20 = 0 THEN 'failed' ELSE 'succeeded' END)::refund_status,
     CASE WHEN n % 20 = 0 THEN 'declined'::refund_failure_reason END
   FROM generate_series(1, ${charges * 2.5}) n, LATERAL (SELECT 1 + (n * 7919) % ${charges} AS charge) of_it`,
  `INSERT INTO refund_event (id, created, refund_id, status, type)
   SELECT 'evt_' || substr(id, 4), created, id, 'succeeded', 'refund_created' FROM refund ORDER BY id`,
  `INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
   SELECT '', 'made-' || id, created, md5(id), id FROM refund`,
  `INSERT INTO idempotency_key (caller, key, created, fingerprint, refusal)
   SELECT '', 'refused-' || n, timestamptz '2025-01-01Z' + n * interval '1 minute', md5(n::text), '{"code": "CHARGE_NOT_REFUNDABLE"}'
   FROM generate_series(1, ${charges / 10}) n`,
  `INSERT INTO refund_task (refund_id, step, due)
   SELECT id, 'settle', timestamptz '2030-01-01Z' + row_number() OVER () * interval '1 second' FROM refund WHERE right(id, 1) = '1'`,
  `INSERT INTO audit_entry (id, created, actor, action, outcome, objects)
   SELECT 'aud_' || id, created, 'desk', 'createRefund', 'done', ARRAY[id] FROM refund`,
  `INSERT INTO caller_day (caller, currency, day, amount, count)
   SELECT 'desk' || n, 'usd', '2025-03-01', 10, 1 FROM generate_series(1, ${charges}) n`,
];

/**
 * Empties a ledger and inserts charges, a multiple of twenty, with what belongs to them. The rows are right, so triggers
 * are off.
 *
 * @param analyzed when PostgreSQL learns about the tables: never, while they are empty, or when they are filled
 */
export async function fillLedger(
  url: string,
  charges: number,
  analyzed: 'never' | 'empty' | 'filled',
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`);
    for (const table of TABLES) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    // An empty table that was never analyzed has no statistics.
    await client.query(`TRUNCATE ${TABLES.join(', ')} CASCADE`);
    await client.query('DELETE FROM pg_statistic WHERE starelid IN (SELECT relid FROM pg_stat_user_tables)');
    if (analyzed === 'empty') await client.query('ANALYZE');
    const indexes = charges > FEW_CHARGES ? await indexesOf(client) : [];
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    for (const statement of rowsOf(charges)) await client.query(statement);
    for (const { definition } of indexes) await client.query(definition);
    if (analyzed === 'filled') await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

/** From here on it is faster to build indexes over all rows. */
const FEW_CHARGES = 10_000;

async function indexesOf(client: pg.Client) {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisunique`,
  );
  return rows;
}
