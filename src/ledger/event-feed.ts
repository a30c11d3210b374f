import type { RefundEvent } from '../../prisma/generated/prisma/client.js';
import { join, type Query, raw, sql } from '../database/sql.js';
import { type Conditions, conditionsOf } from './conditions.js';
import { selectOf, wholeRow } from './select.js';

/** A position in the feed: events are ordered by transaction, then by their own position. */
export interface FeedPosition {
  readonly transaction: string;
  readonly position: string;
}

/** Which events to read. A field that is null or left out does not filter. */
export interface FeedFilter {
  readonly refund?: string | null | undefined;
  readonly charge?: string | null | undefined;
  readonly paymentIntent?: string | null | undefined;
}

export interface FeedPage {
  readonly events: readonly RefundEvent[];
  /** Where to continue. No event will appear before this position any more. */
  readonly next: FeedPosition;
  readonly hasMore: boolean;
}

/** The conditions on an event under the alias `t`, and on its refund under the alias `r`. */
const feedConditions: Conditions<FeedFilter> = {
  refund: (id) => [sql`t.refund_id = ${id}`],
  charge: (id) => [sql`r.charge_id = ${id}`],
  paymentIntent: (id) => [sql`r.payment_intent_id = ${id}`],
};

const MAX_POSITION = `${2n ** 63n - 1n}`;
const select = selectOf('refundEvent', wholeRow);

/**
 * The events after a position, in an order in which none is ever inserted later. A transaction that began earlier and
 * is still in progress may commit events with earlier positions, so events become readable once no older transaction
 * is left. The creation of imported refunds is not published. One statement.
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
          ...conditionsOf(feedConditions, filter),
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

/** An older transaction in progress holds back later events, but never brings back events that were read already. */
const laterOf = (read: FeedPosition, horizon: FeedPosition): FeedPosition =>
  BigInt(horizon.transaction) < BigInt(read.transaction) ? read : horizon;

/** The position from which a follower sees exactly the events that commit from now on. */
export async function feedHead(query: Query): Promise<FeedPosition> {
  const [row] = await query(sql`SELECT pg_snapshot_xmin(pg_current_snapshot())::text`);
  return { transaction: `${BigInt(row?.[0] as string) - 1n}`, position: MAX_POSITION };
}

/** The position of an event, null if there is none with this id. */
export async function feedPositionOf(query: Query, eventId: string): Promise<FeedPosition | null> {
  const [row] = await query(
    sql`SELECT transaction_id::text, position::text FROM refund_event WHERE id = ${eventId}`,
  );
  return row ? { transaction: row[0] as string, position: row[1] as string } : null;
}
