import type { Charge, PaymentIntent, Refund } from './ledger-schema.js';
import { pool } from './pool.js';

/** A refund alone; loaders fetch its related rows. */
export interface PlainRefund extends Refund {
  readonly chargeId: string;
  readonly paymentIntentId: string | null;
}

const REFUND = `id, amount, currency, status, reason, created, charge_id AS "chargeId",
  payment_intent_id AS "paymentIntentId"`;
const CHARGE = 'id, amount, amount_refunded AS "amountRefunded", currency, status, created';
const INTENT = 'id, amount, currency, status, created';

async function select<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>({ name, text, values })).rows;
}

export async function refundById(id: string): Promise<PlainRefund | undefined> {
  const [row] = await select<PlainRefund>('refund', `SELECT ${REFUND} FROM refund WHERE id = $1`, [id]);
  return row;
}

/**
 * Refunds after a coordinate, newest first. Limits are literals, here and below: for a parameter, PostgreSQL expects
 * many rows, and so plans each call again.
 */
export const refundsAfter = (created: string, id: string, limit: number) =>
  select<PlainRefund>(
    `refunds ${limit}`,
    `SELECT ${REFUND} FROM refund WHERE (created, id) < ($1, $2) ORDER BY created DESC, id DESC LIMIT ${limit}`,
    [created, id],
  );

/** Charges after a coordinate, newest first. */
export const chargesAfter = (created: string, id: string, limit: number) =>
  select<Charge>(
    `charges ${limit}`,
    `SELECT ${CHARGE} FROM charge WHERE (created, id) < ($1, $2) ORDER BY created DESC, id DESC LIMIT ${limit}`,
    [created, id],
  );

/** The charges in the order of their ids. */
export async function chargesByIds(ids: readonly string[]): Promise<(Charge | undefined)[]> {
  const rows = await select<Charge>('charges by id', `SELECT ${CHARGE} FROM charge WHERE id = ANY($1)`, [
    ids,
  ]);
  return inOrder(ids, rows);
}

/** The intents in the order of their ids; null for an id that does not exist. */
export async function intentsByIds(ids: readonly (string | null)[]): Promise<(PaymentIntent | null)[]> {
  const sql = `SELECT ${INTENT} FROM payment_intent WHERE id = ANY($1)`;
  const rows = await select<PaymentIntent>('intents by id', sql, [ids]);
  return inOrder(ids, rows).map((row) => row ?? null);
}

/** The newest refunds of each charge, in the charges' order. No row beyond the limit is read. */
export async function newestRefundsOf(chargeIds: readonly string[], limit: number): Promise<PlainRefund[][]> {
  const sql = `SELECT r.* FROM unnest($1::text[]) p(id),
    LATERAL (SELECT ${REFUND} FROM refund WHERE charge_id = p.id ORDER BY created DESC, id DESC LIMIT $2) r`;
  const rows = await select<PlainRefund>('refunds of charges', sql, [chargeIds, limit]);
  const lists = new Map<string, PlainRefund[]>(chargeIds.map((id) => [id, []]));
  for (const row of rows) lists.get(row.chargeId)?.push(row);
  return [...lists.values()];
}

function inOrder<Row extends { readonly id: string }>(ids: readonly (string | null)[], rows: readonly Row[]) {
  const byId = new Map<string | null, Row>(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}
