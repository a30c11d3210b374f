import type { RefundEvent } from '../../prisma/generated/prisma/client.js';
import { join, type Query, raw, type Sql, sql } from '../database/sql.js';
import { selectOf, wholeRow } from './select.js';

/** A place in the order in which events can be followed: that of their transactions, then of their positions. */
export interface FeedPosition {
  readonly transaction: string;
  readonly position: string;
}

/** Which events; null and left out do not filter. */
export interface FeedFilter {
  readonly refund?: string | null | undefined;
  readonly charge?: string | null | undefined;
  readonly paymentIntent?: string | null | undefined;
}

export interface FeedPage {
  readonly events: readonly RefundEvent[];
  /** Where to go on: nothing in front of it will appear any more. */
  readonly next: FeedPosition;
  readonly hasMore: boolean;
}

const MAX_POSITION = `${2n ** 63n - 1n}`;
const select = selectOf('refundEvent', wholeRow);

/**
 * The events behind a place, in an order in which none is ever inserted: a transaction that began earlier and is
 * still under way may commit events with earlier positions, so events are readable once no older transaction is
 * left. Imported events are not told. One statement.
 */
export async function readFeed(
  query: Query,
  after: FeedPosition,
  filter: FeedFilter,
  limit: number,
): Promise<FeedPage> {
  const rows = await query(sql`SELECT ${raw(select.columns)}, t.transaction_id::text, s.xmin::text
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) s LEFT JOIN LATERAL (
      SELECT t.* FROM refund_event t JOIN refund r ON r.id = t.refund_id WHERE ${join(
        [
          sql`(t.transaction_id, t.position) > (${after.transaction}::xid8, ${after.position}::bigint)`,
          sql`t.transaction_id < s.xmin`,
          sql`NOT (r.imported AND t.type = 'refund_created')`,
          ...conditionsOf(filter),
        ],
        ' AND ',
      )} ORDER BY t.transaction_id, t.position LIMIT ${limit}::int
    ) t ON true
    ORDER BY t.transaction_id, t.position`);
  const events = rows.map(select.read).filter((event) => event !== null);
  const [transaction, xmin] = (rows.at(-1) as unknown[]).slice(select.width) as [string | null, string];
  const last = events.at(-1);
  const hasMore = events.length === limit;
  const next =
    hasMore && last && transaction !== null
      ? { transaction, position: last.position.toString() }
      : laterOf(after, { transaction: `${BigInt(xmin) - 1n}`, position: MAX_POSITION });
  return { events, next, hasMore };
}

/** A transaction that is older than what was told already holds the rest back, and does not bring it again. */
const laterOf = (told: FeedPosition, looked: FeedPosition): FeedPosition =>
  BigInt(looked.transaction) < BigInt(told.transaction) ? told : looked;

/** The place from which on everything that commits from now is found. */
export async function feedHead(query: Query): Promise<FeedPosition> {
  const [row] = await query(sql`SELECT pg_snapshot_xmin(pg_current_snapshot())::text`);
  return { transaction: `${BigInt(row?.[0] as string) - 1n}`, position: MAX_POSITION };
}

/** The place of an event, null where there is none of that id. */
export async function feedPositionOf(query: Query, eventId: string): Promise<FeedPosition | null> {
  const [row] = await query(
    sql`SELECT transaction_id::text, position::text FROM refund_event WHERE id = ${eventId}`,
  );
  return row ? { transaction: row[0] as string, position: row[1] as string } : null;
}

const conditionsOf = ({ refund, charge, paymentIntent }: FeedFilter): Sql[] => [
  ...(refund == null ? [] : [sql`t.refund_id = ${refund}`]),
  ...(charge == null ? [] : [sql`r.charge_id = ${charge}`]),
  ...(paymentIntent == null ? [] : [sql`r.payment_intent_id = ${paymentIntent}`]),
];
