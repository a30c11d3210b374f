import type { Pool } from 'pg';
import { setPatience } from '../../src/database/pipeline/watched-client.js';

/** How many charges a ledger gets. It gets half as many refunds. */
export interface Size {
  readonly charges: number;
}
/** Where a program tells what it does now, and what is done. */
export interface Report {
  now(text: string): void;
  done(text: string): void;
}
/** As many rows as one statement inserts, so that progress is seen. */
const BATCH = 50_000;

const FIRST_NAMES =
  'Jenny,Ada,Björn,Chloé,Dmitri,Emre,Fatima,Grace,Hiro,Ines,José,Kwame,Lena,Marta,Mark,Mary';
const LAST_NAMES =
  "Rosen,Lovelace,Müller,Dubois,Iwanow,Yılmaz,Haddad,Hopper,Tanaka,Costa,O'Brien,Mensah,Vogel,Nowak";

/**
 * The charges of shops. Nearly all succeeded and were paid by card, most in one currency. One address bought every tenth
 * time. Most have addresses, names, texts and order numbers of a few customers; few are disputed, and no large one. Every
 * tenth was paid by klarna, and none of these is refunded. Every second one is refunded, nearly always in full.
 */
const insertCharges = `
  INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
    dispute_blocks, revision, application_fee_refunded, transfer_reversed, billing_email, billing_name, captured, created,
    currency, description, disputed, metadata, payment_method_type, card_brand, card_last4, payment_intent_id, status)
  SELECT 'ch_' || lpad(n::text, 9, '0'), amount, amount, refunded, 0, amount, n % 100 <> 80, false, 0, 0, 0,
    CASE WHEN n % 10 = 0 THEN 'Office@example.com' ELSE 'Customer' || customer || '@example.com' END,
    first_names[1 + customer % 16] || ' ' || last_names[1 + customer % 14], true,
    timestamptz '2020-01-01' + n * interval '1 minute',
    (ARRAY['usd','usd','usd','usd','usd','usd','eur','eur','jpy','gbp'])[1 + n % 10],
    'Order ' || n || CASE WHEN n % 20000 = 77 THEN ' of a gift card' ELSE ' of a book' END, n % 500 = 3,
    jsonb_build_object('order_id', 'ORD-' || n, 'channel', (ARRAY['web','shop','phone'])[1 + n % 3])
      || CASE WHEN n % 20000 = 78 THEN '{"escalated": "yes"}' ELSE '{}' END::jsonb,
    CASE WHEN n % 20000 = 79 THEN 'giropay' WHEN n % 10 = 4 THEN 'klarna' WHEN n % 5 = 4 THEN 'paypal' ELSE 'card' END,
    CASE WHEN n % 5 <> 4 THEN 'visa' END,
    CASE WHEN n % 5 <> 4 THEN CASE WHEN n % 5 = 0 THEN '4242' ELSE lpad((n * 7919 % 10000)::text, 4, '0') END END,
    CASE WHEN n % 20000 = 9 THEN 'pi_of_some' END,
    CASE WHEN n % 100 = 80 THEN 'failed' WHEN n % 1000 = 82 THEN 'pending' ELSE 'succeeded' END::charge_status
  FROM (
    SELECT n, n / 5 AS customer, string_to_array($4, ',') AS first_names, string_to_array($5, ',') AS last_names, amount,
      CASE WHEN n % 2 = 1 THEN CASE WHEN n % 20000 = 81 THEN amount / 2 ELSE amount END ELSE 0 END AS refunded
    FROM (SELECT n, CASE n % 10 WHEN 8 THEN 100000 + n * 7919 % 1000000 ELSE 100 + n * 7919 % 100000 END AS amount
      FROM generate_series($1::bigint, $2::bigint) n WHERE n <= $3) numbers) rows`;

/** A refund of every second charge: the whole amount or, rarely, half of it; most done, by a few callers. */
const insertRefunds = `
  INSERT INTO refund (id, amount, charge_id, created, created_by, currency, imported, instructions_email, metadata,
    payment_intent_id, reason, reason_code, refund_application_fee, reverse_transfer, status, failure_reason, pending_reason)
  SELECT 're_' || substr(id, 4), greatest(amount_refunded, 1), id, created + interval '1 day',
    CASE WHEN n % 40 = 1 THEN NULL WHEN n % 10000 = 83 THEN 'ada' WHEN n % 4 = 1 THEN 'import' ELSE 'desk' END,
    currency, false, CASE WHEN n % 100 = 7 THEN 'customer' || n || '@example.com' END, metadata, payment_intent_id,
    CASE WHEN n % 3 = 0 THEN 'requested_by_customer' WHEN n % 50 = 1 THEN 'duplicate' WHEN n % 500 = 3 THEN 'fraudulent' END::refund_reason,
    CASE WHEN n % 10000 = 85 THEN 'goodwill' WHEN n % 7 = 1 THEN 'damaged' END, false, false,
    CASE WHEN n % 200 = 3 THEN 'pending' WHEN n % 500 = 5 THEN 'requires_action' WHEN n % 25 = 5 THEN 'failed'
      WHEN n % 1000 = 7 THEN 'canceled' ELSE 'succeeded' END::refund_status,
    CASE WHEN n % 200 <> 3 AND n % 500 <> 5 AND n % 25 = 5 THEN CASE WHEN n % 20000 = 55 THEN 'declined' ELSE 'unknown' END END::refund_failure_reason,
    CASE WHEN n % 200 = 3 THEN CASE WHEN n % 20000 = 603 THEN 'charge_pending' ELSE 'processing' END END::refund_pending_reason
  FROM (SELECT c.*, substr(id, 4)::bigint AS n FROM charge c WHERE id BETWEEN $1 AND $2) c WHERE n % 2 = 1`;

const chargeId = (n: number): string => `ch_${String(n).padStart(9, '0')}`;

/**
 * What makes building faster. Only the rows of this connection can be lost in a crash, and each run fills a new ledger.
 * Building an index sorts in the memory that it may take, on all processors that the server gives.
 */
const BUILD_SETTINGS = `SET statement_timeout = 0; SET synchronous_commit = off; SET work_mem = '64MB';
  SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 4`;

/** The number of charges in a ledger. */
export async function chargesIn(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ charges: string }>('SELECT count(*) AS charges FROM charge');
  return Number(rows[0]?.charges);
}

/**
 * Fills an empty ledger. Indexes are built after the rows, which is several times as fast.
 *
 * @param report told what is done, and how long each step took
 */
export async function fillLedger(
  pool: Pool,
  { charges }: Size,
  report: Report = { now: () => {}, done: () => {} },
): Promise<void> {
  const client = await pool.connect();
  const step = async (name: string, work: () => Promise<unknown>) => {
    report.now(name);
    const startMs = performance.now();
    await work();
    report.done(`${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
  };
  // Building an index is silent for longer than a connection of the gateway may be.
  setPatience(client, true);
  try {
    await client.query(BUILD_SETTINGS);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid IN ('charge'::regclass, 'refund'::regclass) AND NOT i.indisunique ORDER BY 1`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query(
      `INSERT INTO payment_intent (id, amount, amount_received, created, currency, metadata, status)
       VALUES ('pi_of_some', 1000, 1000, '2020-01-01', 'usd', '{}', 'succeeded')`,
    );
    await step('filling', async () => {
      for (let start = 1; start <= charges; start += BATCH) {
        const end = start + BATCH - 1;
        await client.query(insertCharges, [start, end, charges, FIRST_NAMES, LAST_NAMES]);
        await client.query(insertRefunds, [chargeId(start), chargeId(end)]);
        report.now(`filled ${Math.min(end, charges)} of ${charges} charges`);
      }
    });
    for (const { name, definition } of indexes) {
      await step(`building ${name}`, () => client.query(definition));
    }
    await client.query(
      "INSERT INTO dispute (id, amount, charge_id, created, currency, is_charge_refundable, status) SELECT 'dp_' || id, amount, id, created, currency, true, 'lost' FROM charge WHERE disputed",
    );
    await step('vacuuming and analyzing', async () => {
      await client.query('VACUUM (ANALYZE) charge');
      await client.query('VACUUM (ANALYZE) refund');
      await client.query('ANALYZE');
    });
  } finally {
    client.release(true);
  }
}
