import { join, type Query, raw, type Sql, sql } from '../database/sql.js';
import { type Conditions, conditionsOf } from './conditions.js';
import { type Select, selectOf, wholeRow } from './select.js';
import { columnOf, type EventModel, type Rows, tables } from './tables.js';

/** A position in a feed: events are ordered by transaction, then by their own position. */
export interface FeedPosition {
  readonly transaction: bigint;
  readonly position: bigint;
}

/** Which events of a feed to read. A field that is null or left out does not filter. */
export interface FeedFilters {
  refundEvent: {
    readonly refund?: string | null | undefined;
    readonly charge?: string | null | undefined;
    readonly paymentIntent?: string | null | undefined;
  };
  refundApprovalEvent: {
    readonly approval?: string | null | undefined;
    readonly charge?: string | null | undefined;
  };
}
/** A value, or a text in SQL, for each field that the events of a feed can be filtered by. */
type ByField<M extends EventModel, T> = { readonly [F in keyof FeedFilters[M]]-?: T };

/** An event with its position, and with what it can be filtered by. */
export interface FeedEvent<M extends EventModel> {
  readonly row: Rows[M];
  readonly at: FeedPosition;
  readonly facts: ByField<M, string | null>;
}

export interface FeedPage<M extends EventModel> {
  readonly events: readonly FeedEvent<M>[];
  /** Where to continue. No event will appear before this position any more. */
  readonly next: FeedPosition;
  readonly hasMore: boolean;
}

/** What a feed reads. */
interface Feed<M extends EventModel> {
  readonly select: Select<Rows[M]>;
  /** What its events can be filtered by, in the order in which it is read. */
  readonly fields: readonly (keyof FeedFilters[M] & string)[];
  readonly columns: Sql;
  /** The events, with the columns that they are filtered by. */
  readonly events: Sql;
  readonly published: Sql;
  readonly conditions: Conditions<FeedFilters[M]>;
}

/**
 * The feed of a table of events.
 *
 * @param subject joins what the events happen to, under the alias `r`; the event has the alias `t`
 * @param columns the columns by which events can be filtered
 * @param published which events are sent to followers
 */
function feedOf<M extends EventModel>(
  model: M,
  subject: string,
  columns: ByField<M, string>,
  published = 'true',
): Feed<M> {
  const fields = Object.keys(columns) as (keyof FeedFilters[M] & string)[];
  const alias = (field: string) => `by_${columnOf(field)}`;
  const select = selectOf(model, wholeRow) as Select<Rows[M]>;
  const named = fields.map((field) => `${columns[field]} AS ${alias(field)}`);
  const conditions = fields.map((field) => [field, (id: string) => [sql`${raw(columns[field])} = ${id}`]]);
  return {
    select,
    fields,
    columns: raw(
      [select.columns, 't.transaction_id::text', ...fields.map((field) => `t.${alias(field)}`)].join(', '),
    ),
    events: raw(`SELECT t.*, ${named.join(', ')} FROM ${tables[model].name} t JOIN ${subject}`),
    published: raw(published),
    conditions: Object.fromEntries(conditions) as Conditions<FeedFilters[M]>,
  };
}

const feeds: { readonly [M in EventModel]: Feed<M> } = {
  refundEvent: feedOf(
    'refundEvent',
    'refund r ON r.id = t.refund_id',
    { refund: 't.refund_id', charge: 'r.charge_id', paymentIntent: 'r.payment_intent_id' },
    `NOT (r.imported AND t.type = 'refund_created')`,
  ),
  refundApprovalEvent: feedOf('refundApprovalEvent', 'refund_approval r ON r.id = t.approval_id', {
    approval: 't.approval_id',
    charge: 'r.charge_id',
  }),
};

/** Whether an event that was read without a filter meets the conditions. */
export function matches<M extends EventModel>(filter: FeedFilters[M], { facts }: FeedEvent<M>): boolean {
  for (const field in facts) {
    const wanted = filter[field];
    if (wanted != null && wanted !== facts[field]) return false;
  }
  return true;
}

/** Whether one position is later than another. */
export const isAfter = (one: FeedPosition, other: FeedPosition): boolean =>
  one.transaction > other.transaction ||
  (one.transaction === other.transaction && one.position > other.position);

const MAX_POSITION = 2n ** 63n - 1n;

/**
 * The events after a position, in an order in which none is ever inserted later. A transaction that began earlier and
 * is still in progress may commit events with earlier positions, so events become readable once no older transaction
 * is left. The creation of imported refunds is not published. One statement.
 */
export async function readFeed<M extends EventModel>(
  query: Query,
  model: M,
  after: FeedPosition,
  filter: FeedFilters[M],
  limit: number,
): Promise<FeedPage<M>> {
  const feed: Feed<M> = feeds[model];
  const rows = await query(sql`SELECT ${feed.columns}, s.xmin::text
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) s LEFT JOIN LATERAL (
      ${feed.events} WHERE ${join(
        [
          sql`(t.transaction_id, t.position) > (${after.transaction}::xid8, ${after.position}::bigint)`,
          sql`t.transaction_id < s.xmin`,
          feed.published,
          ...conditionsOf(feed.conditions, filter),
        ],
        ' AND ',
      )} ORDER BY t.transaction_id, t.position LIMIT ${limit}::int
    ) t ON true
    ORDER BY t.transaction_id, t.position`);
  const events = rows.flatMap((values) => eventOf(feed, values) ?? []);
  const last = events.at(-1);
  const hasMore = events.length === limit;
  const next = hasMore && last ? last.at : laterOf(after, horizonOf(rows.at(-1)?.at(-1)));
  return { events, next, hasMore };
}

/** Without an event there is still one row, for the horizon. */
function eventOf<M extends EventModel>(
  { select, fields }: Feed<M>,
  values: readonly unknown[],
): FeedEvent<M> | null {
  const row = select.read(values);
  if (!row) return null;
  const [transaction, ...facts] = values.slice(select.width);
  return {
    row,
    at: { transaction: BigInt(transaction as string), position: row.position },
    facts: Object.fromEntries(fields.map((field, index) => [field, facts[index]])) as FeedEvent<M>['facts'],
  };
}

/** The position before all transactions in progress, given the oldest one. Each event up to it can be read already. */
const horizonOf = (oldest: unknown): FeedPosition => ({
  transaction: BigInt(oldest as string) - 1n,
  position: MAX_POSITION,
});

/** An older transaction in progress holds back later events, but never brings back events that were read already. */
const laterOf = (read: FeedPosition, horizon: FeedPosition): FeedPosition =>
  horizon.transaction < read.transaction ? read : horizon;

/** The position from which a follower sees exactly the events that commit from now on, in every feed. */
export async function feedHead(query: Query): Promise<FeedPosition> {
  const [row] = await query(sql`SELECT pg_snapshot_xmin(pg_current_snapshot())::text`);
  return horizonOf(row?.[0]);
}

/** The position of an event, null if its feed has none with this id. */
export async function feedPositionOf(
  query: Query,
  model: EventModel,
  eventId: string,
): Promise<FeedPosition | null> {
  const [row] = await query(
    sql`SELECT transaction_id::text, position FROM ${raw(tables[model].name)} WHERE id = ${eventId}`,
  );
  return row ? { transaction: BigInt(row[0] as string), position: row[1] as bigint } : null;
}
