import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Charge, CreateRefundInput } from './ledger-schema.js';
import { newId } from './new-id.js';
import type { PlainRefund } from './plain-rows.js';
import { pool } from './pool.js';

/** A refund with the charge's new total. After a replay, the loader reads the charge. */
export type MadeRefund = PlainRefund & { readonly charge?: Charge };

/** Creates a refund in a transaction, statement by statement. Null if the charge cannot be refunded by this amount. */
export async function createRefund(input: CreateRefundInput): Promise<MadeRefund | null> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const refund = await insert(client, input);
    await client.query(refund ? 'COMMIT' : 'ROLLBACK');
    return refund;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function insert(
  client: pg.PoolClient,
  { charge, amount, idempotencyKey }: CreateRefundInput,
): Promise<MadeRefund | null> {
  const created = new Date().toISOString();
  const [id, transaction] = [newId('re'), newId('txn')];
  const fingerprint = createHash('sha256').update(`${charge}:${amount}`).digest('hex');
  const key = await client.query({
    name: 'key',
    text: `INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id) VALUES ('', $1, $2, $3, $4)
      ON CONFLICT DO NOTHING`,
    values: [idempotencyKey, created, fingerprint, id],
  });
  if (key.rowCount === 0) return replay(client, idempotencyKey, fingerprint);

  const { rows: charges } = await client.query<Charge & { paymentIntentId: string | null; method: string }>({
    name: 'total',
    text: `UPDATE charge SET amount_refunded = amount_refunded + $2
      WHERE id = $1 AND refunds_open AND amount_refunded + $2 <= refund_ceiling
      RETURNING id, amount, amount_refunded AS "amountRefunded", currency, status, created,
        payment_intent_id AS "paymentIntentId", payment_method_type AS method`,
    values: [charge, amount],
  });
  const [paid] = charges;
  if (!paid) return null;
  await client.query({
    name: 'balance',
    text: `INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
      VALUES ($1, $2, $3, $4, 0, $2, 'refund')`,
    values: [transaction, -amount, created, paid.currency],
  });
  const { currency, paymentIntentId, method } = paid;
  await client.query({
    name: 'insert refund',
    text: `INSERT INTO refund (id, amount, balance_transaction_id, charge_id, created, currency, destination_type,
        destination_card_reference_status, destination_card_reference_type, destination_card_type, imported,
        metadata, payment_intent_id, refund_application_fee, reverse_transfer, status)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', 'acquirer_reference_number', 'refund', false, '{}', $8, false,
        false, 'succeeded')`,
    values: [id, amount, transaction, charge, created, currency, method, paymentIntentId],
  });
  await client.query({
    name: 'event',
    text: `INSERT INTO refund_event (id, created, refund_id, status, type)
      VALUES ($1, $2, $3, 'succeeded', 'refund_created')`,
    values: [newId('evt'), created, id],
  });
  const refund = { id, amount, currency, status: 'succeeded', reason: null, created };
  return { ...refund, chargeId: charge, paymentIntentId, charge: paid };
}

/** The refund that the key created first. @throws Error if the key was used with other input */
async function replay(client: pg.PoolClient, key: string, fingerprint: string): Promise<PlainRefund> {
  const { rows } = await client.query<PlainRefund>(
    `SELECT r.id, r.amount, r.currency, r.status, r.reason, r.created, r.charge_id AS "chargeId",
       r.payment_intent_id AS "paymentIntentId"
     FROM idempotency_key k JOIN refund r ON r.id = k.refund_id
     WHERE k.caller = '' AND k.key = $1 AND k.fingerprint = $2`,
    [key, fingerprint],
  );
  const [refund] = rows;
  if (!refund) throw new Error('The key was used with other input');
  return refund;
}
