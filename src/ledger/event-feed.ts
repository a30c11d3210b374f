import type { RefundEvent } from '../../prisma/generated/prisma/client.js';
import { join, type Query, raw, sql } from '../database/sql.js';
import { type Conditions, conditionsOf } from './conditions.js';
import { selectOf, wholeRow } from './select.js';

/** A position in the feed: events are ordered by transaction, then by their own position. */
export interface FeedPosition {
  readonly transaction: bigint;
  readonly position: bigint;
}

/** Which events to read. A field that is null or left out does not filter. */
export interface FeedFilter {
  readonly refund?: string | null | undefined;
  readonly charge?: string | null | undefined;
  readonly paymentIntent?: string | null | undefined;
}

/** An event with its position, and with what it can be filtered by. */
export interface FeedEvent extends Readonly<Record<keyof FeedFilter, string | null>> {
  readonly row: RefundEvent;
  readonly at: FeedPosition;
}

export interface FeedPage {
  readonly events: readonly FeedEvent[];
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

/** Whether an event that was read without a filter meets the conditions. */
export function matches(filter: FeedFilter, event: FeedEvent): boolean {
  for (const field in feedConditions) {
    const wanted = filter[field as keyof FeedFilter];
    if (wanted != null && wanted !== event[field as keyof FeedFilter]) return false;
  }
  return true;
}

/** Whether one position is later than another. */
export const isAfter = (one: FeedPosition, other: FeedPosition): boolean =>
  one.transaction > other.transaction ||
  (one.transaction === other.transaction && one.position > other.position);

const MAX_POSITION = 2n ** 63n - 1n;
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
  const rows =
    await query(sql`SELECT ${raw(select.columns)}, t.transaction_id::text, t.charge_id, t.payment_intent_id, s.xmin::text
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) s LEFT JOIN LATERAL (
      SELECT t.*, r.charge_id, r.payment_intent_id FROM refund_event t JOIN refund r ON r.id = t.refund_id WHERE ${join(
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
  const events = rows.flatMap((values): FeedEvent[] => {
    const row = select.read(values);
    // Without an event there is still one row, for the horizon.
    if (!row) return [];
    const [transaction, charge, paymentIntent] = values.slice(select.width) as [
      string,
      string,
      string | null,
    ];
    const at = { transaction: BigInt(transaction), position: row.position };
    return [{ row, at, refund: row.refundId, charge, paymentIntent }];
  });
  const last = events.at(-1);
  const hasMore = events.length === limit;
  const next = hasMore && last ? last.at : laterOf(after, horizonOf(rows.at(-1)?.at(-1)));
  return { events, next, hasMore };
}

/** The position before all transactions in progress, given the oldest one. Each event up to it can be read already. */
const horizonOf = (oldest: unknown): FeedPosition => ({
  transaction: BigInt(oldest as string) - 1n,
  position: MAX_POSITION,
});

/** An older transaction in progress holds back later events, but never brings back events that were read already. */
const laterOf = (read: FeedPosition, horizon: FeedPosition): FeedPosition =>
  horizon.transaction < read.transaction ? read : horizon;

/** The position from which a follower sees exactly the events that commit from now on. */
export async function feedHead(query: Query): Promise<FeedPosition> {
  const [row] = await query(sql`SELECT pg_snapshot_xmin(pg_current_snapshot())::text`);
  return horizonOf(row?.[0]);
}

/** The position of an event, null if there is none with this id. */
export async function feedPositionOf(query: Query, eventId: string): Promise<FeedPosition | null> {
  const [row] = await query(
    sql`SELECT transaction_id::text, position FROM refund_event WHERE id = ${eventId}`,
  );
  return row ? { transaction: BigInt(row[0] as string), position: row[1] as bigint } : null;
}
