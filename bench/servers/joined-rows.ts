import type { Charge, PaymentIntent, Refund } from './ledger-schema.js';
import { rowsOf } from './pool.js';

/** A refund with its joined rows. */
export interface JoinedRefund extends Refund {
  readonly charge: Charge | undefined;
  readonly paymentIntent: PaymentIntent | null | undefined;
}
/** The relations of a refund to join. */
export interface Joins {
  readonly charge: boolean;
  readonly paymentIntent: boolean;
}

const REFUND = 'r.id, r.amount, r.currency, r.status, r.reason, r.created';
const CHARGE = 'c.id, c.amount, c.amount_refunded, c.currency, c.status, c.created';
const INTENT = 'i.id, i.amount, i.currency, i.status, i.created';
const REFUND_WIDTH = 6;
const CHARGE_WIDTH = 6;

const nameOf = ({ charge, paymentIntent }: Joins) => `${charge ? 'c' : ''}${paymentIntent ? 'i' : ''}`;
const columnsOf = ({ charge, paymentIntent }: Joins) =>
  [REFUND, ...(charge ? [CHARGE] : []), ...(paymentIntent ? [INTENT] : [])].join(', ');
const joinsOf = ({ charge, paymentIntent }: Joins) =>
  `${charge ? 'JOIN charge c ON c.id = r.charge_id' : ''} ${paymentIntent ? 'LEFT JOIN payment_intent i ON i.id = r.payment_intent_id' : ''}`;

/** A refund by its id, in one statement with all joins. */
export async function refundById(id: string, joins: Joins): Promise<JoinedRefund | null> {
  const sql = `SELECT ${columnsOf(joins)} FROM refund r ${joinsOf(joins)} WHERE r.id = $1`;
  const [row] = await rowsOf(`refund ${nameOf(joins)}`, sql, [id]);
  return row ? refundFrom(row, joins) : null;
}

/**
 * Refunds after a coordinate, newest first. The page is limited before it is joined, because PostgreSQL plans a join
 * under a limit badly. Limits are literals, here and below: for a parameter, PostgreSQL expects many rows, and so plans
 * each call again.
 */
export async function refundsAfter(
  created: string,
  id: string,
  limit: number,
  joins: Joins,
): Promise<JoinedRefund[]> {
  const sql = `SELECT ${columnsOf(joins)} FROM (
      SELECT * FROM refund WHERE (created, id) < ($1, $2) ORDER BY created DESC, id DESC LIMIT ${limit}
    ) r ${joinsOf(joins)} ORDER BY r.created DESC, r.id DESC`;
  return (await rowsOf(`refunds ${nameOf(joins)} ${limit}`, sql, [created, id])).map((row) =>
    refundFrom(row, joins),
  );
}

/** Charges after a coordinate, newest first. */
export async function chargesAfter(created: string, id: string, limit: number): Promise<Charge[]> {
  const sql = `SELECT ${CHARGE} FROM charge c WHERE (created, id) < ($1, $2) ORDER BY created DESC, id DESC LIMIT ${limit}`;
  return (await rowsOf(`charges ${limit}`, sql, [created, id])).map((row) => chargeFrom(row, 0));
}

/** The newest refunds of each charge, in the charges' order, in one statement that reads no row beyond the limit. */
export async function newestRefundsOf(chargeIds: readonly string[], limit: number): Promise<Refund[][]> {
  const sql = `SELECT p.ordinal::int, ${REFUND} FROM unnest($1::text[]) WITH ORDINALITY p(id, ordinal),
    LATERAL (SELECT * FROM refund WHERE charge_id = p.id ORDER BY created DESC, id DESC LIMIT $2) r`;
  const lists: Refund[][] = chargeIds.map(() => []);
  for (const row of await rowsOf('refunds of charges', sql, [chargeIds, limit]))
    lists[(row[0] as number) - 1]?.push(refundFrom(row.slice(1), { charge: false, paymentIntent: false }));
  return lists;
}

/**
 * Creates a refund with the database's function, in one statement. Null if the charge cannot be refunded by this
 * amount.
 */
export async function issueRefund(charge: string, amount: number, key: string): Promise<JoinedRefund | null> {
  const composites = `${REFUND}, ${CHARGE}`.replace(/\br\./g, '(made).').replace(/\bc\./g, '(paid).');
  const sql = `SELECT ${composites} FROM issue_refund_of($1, $2, $3)`;
  const [row] = await rowsOf('issue', sql, [charge, amount, key]).catch(refusedOrThrow);
  return row ? refundFrom(row, { charge: true, paymentIntent: false }) : null;
}

/** An exception of the function rolls back everything that it wrote. */
function refusedOrThrow(error: { readonly code?: string }): never[] {
  if (error.code === 'P0001') return [];
  throw error;
}

function refundFrom(row: readonly unknown[], joins: Joins): JoinedRefund {
  return {
    id: row[0] as string,
    amount: row[1] as number,
    currency: row[2] as string,
    status: row[3] as string,
    reason: row[4] as string | null,
    created: row[5] as string,
    charge: joins.charge ? chargeFrom(row, REFUND_WIDTH) : undefined,
    paymentIntent: joins.paymentIntent
      ? intentFrom(row, REFUND_WIDTH + (joins.charge ? CHARGE_WIDTH : 0))
      : undefined,
  };
}

const chargeFrom = (row: readonly unknown[], at: number): Charge => ({
  id: row[at] as string,
  amount: row[at + 1] as number,
  amountRefunded: row[at + 2] as number,
  currency: row[at + 3] as string,
  status: row[at + 4] as string,
  created: row[at + 5] as string,
});

const intentFrom = (row: readonly unknown[], at: number): PaymentIntent | null =>
  row[at] === null
    ? null
    : {
        id: row[at] as string,
        amount: row[at + 1] as number,
        currency: row[at + 2] as string,
        status: row[at + 3] as string,
        created: row[at + 4] as string,
      };
