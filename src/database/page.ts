import { conditionsOf, type Filters, type ListModel } from './filters.js';
import { type Selection, selectOf } from './select.js';
import { empty, join, type Query, raw, type Sql, sql } from './sql.js';
import { columnOf, type Rows, tables } from './tables.js';

/** A place in a list: the values of its order, whether or not a row stands there. */
export type Coordinate = readonly string[];

/** Which part of a list: `limit` rows from its start or its end, strictly between two coordinates. */
export interface Window {
  readonly limit: number;
  readonly from: 'start' | 'end';
  readonly after?: Coordinate | undefined;
  readonly before?: Coordinate | undefined;
}

export interface PageRequest<M extends ListModel> {
  readonly window: Window;
  readonly filter: Filters[M];
  readonly selection: Selection;
  /** Whether a coordinate's far side is looked at, which `hasPreviousPage` and `hasNextPage` may need. */
  readonly looksBeyond: boolean;
}

/** A part of a list in the list's order, and whether the list goes on before and after it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/** One page of a list. One statement, by index, as fast at the millionth row as at the first. */
export async function page<M extends ListModel>(
  query: Query,
  model: M,
  request: PageRequest<M>,
): Promise<Page<Rows[M]>> {
  // The limit is literal: planned for a parameter, PostgreSQL expects a tenth of the table.
  const limit = raw(String(request.window.limit + 1));
  const [only] = await readPages(query, model, request, sql`(VALUES (1)) p(ordinal)`, [], limit, 1);
  return only as Page<Rows[M]>;
}

/** The same page of each parent's list, in the order of `parentIds`. One statement for all of them. */
export async function pagesOf<M extends ListModel>(
  query: Query,
  model: M,
  parentField: string,
  parentIds: readonly string[],
  request: PageRequest<M>,
): Promise<Page<Rows[M]>[]> {
  const parents = sql`unnest(${parentIds}::text[]) WITH ORDINALITY p(id, ordinal)`;
  const ofParent = sql`t.${raw(columnOf(parentField))} = p.id`;
  // The limit is a parameter: a literal one can turn the plan inside LATERAL to a bitmap scan and a sort.
  const limit = sql`${request.window.limit + 1}::int`;
  return readPages(query, model, request, parents, [ofParent], limit, parentIds.length);
}

async function readPages<M extends ListModel>(
  query: Query,
  model: M,
  { window, filter, selection, looksBeyond }: PageRequest<M>,
  parents: Sql,
  ofParent: readonly Sql[],
  limit: Sql,
  parentCount: number,
): Promise<Page<Rows[M]>[]> {
  const { name } = tables[model];
  const select = selectOf(model, selection);
  const order = orderOf(model);
  const conditions = [...ofParent, ...conditionsOf[model](filter)];
  const inWindow = [
    ...conditions,
    ...(window.after ? [order.compare('later', window.after)] : []),
    ...(window.before ? [order.compare('earlier', window.before)] : []),
  ];
  // Ordered and limited, because EXISTS may be planned as a scan of the table; the nearest row is found by index.
  const exists = (coordinate: Coordinate | undefined, side: 'earlierOrHere' | 'laterOrHere'): Sql =>
    coordinate && looksBeyond
      ? sql`COALESCE((SELECT true FROM ${raw(name)} t WHERE ${all([...conditions, order.compare(side, coordinate)])}
          ORDER BY ${order.by(side === 'laterOrHere' ? 'start' : 'end')} LIMIT 1), false)`
      : sql`false`;
  // The page is cut before anything is joined: under an outer LIMIT the joins were six times slower.
  const rows = await query(sql`SELECT ${raw(select.columns)}, p.ordinal::int,
      ${exists(window.after, 'earlierOrHere')}, ${exists(window.before, 'laterOrHere')}
    FROM ${parents} LEFT JOIN LATERAL (
      SELECT * FROM ${raw(name)} t ${where(inWindow)} ORDER BY ${order.by(window.from)} LIMIT ${limit}
    ) t ON true ${raw(select.joins)}
    ORDER BY p.ordinal, ${order.by(window.from)}`);

  const pages = Array.from({ length: parentCount }, () => ({
    rows: [] as Rows[M][],
    before: false,
    after: false,
  }));
  for (const values of rows) {
    const [ordinal, before, after] = values.slice(select.width) as [number, boolean, boolean];
    const target = pages[ordinal - 1] as (typeof pages)[number];
    Object.assign(target, { before, after });
    const row = select.read(values);
    if (row) target.rows.push(row);
  }
  return pages.map((found) => {
    const more = found.rows.length > window.limit;
    const kept = found.rows.slice(0, window.limit);
    return {
      rows: window.from === 'start' ? kept : kept.reverse(),
      hasPreviousPage: found.before || (window.from === 'end' && more),
      hasNextPage: found.after || (window.from === 'start' && more),
    };
  });
}

/** How many rows a list holds. */
export async function count<M extends ListModel>(
  query: Query,
  model: M,
  filter: Filters[M],
): Promise<number> {
  const conditions = conditionsOf[model](filter);
  const [row] = await query(sql`SELECT count(*) FROM ${raw(tables[model].name)} t ${where(conditions)}`);
  return Number(row?.[0]);
}

/** How many rows each parent's list holds, in the order of `parentIds`. One statement for all of them. */
export async function countsOf<M extends ListModel>(
  query: Query,
  model: M,
  parentField: string,
  parentIds: readonly string[],
): Promise<number[]> {
  const parentColumn = raw(`t.${columnOf(parentField)}`);
  const rows = await query(sql`SELECT ${parentColumn}, count(*) FROM ${raw(tables[model].name)} t
      WHERE ${parentColumn} = ANY(${parentIds}::text[]) GROUP BY ${parentColumn}`);
  const counts = new Map(rows.map(([id, counted]) => [id, Number(counted)]));
  return parentIds.map((id) => counts.get(id) ?? 0);
}

/** What is refunded of all charges of each payment intent, in the order of the ids. One statement. */
export async function amountsRefundedOf(
  query: Query,
  paymentIntentIds: readonly string[],
): Promise<bigint[]> {
  const rows = await query(sql`SELECT t.payment_intent_id, sum(t.amount_refunded)::bigint FROM charge t
      WHERE t.payment_intent_id = ANY(${paymentIntentIds}::text[]) GROUP BY t.payment_intent_id`);
  const sums = new Map(rows.map(([id, sum]) => [id, sum as bigint]));
  return paymentIntentIds.map((id) => sums.get(id) ?? 0n);
}

/** The rows of `ids`, in their order, null where there is none. One statement. */
export async function byIds<M extends keyof Rows>(
  query: Query,
  model: M,
  ids: readonly string[],
  selection: Selection,
): Promise<(Rows[M] | null)[]> {
  const select = selectOf(model, selection);
  const rows =
    await query(sql`SELECT ${raw(select.columns)} FROM ${raw(tables[model].name)} t ${raw(select.joins)}
      WHERE t.id = ANY(${[...new Set(ids)]}::text[])`);
  const found = new Map(rows.map(select.read).map((row) => [row?.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

const all = (conditions: readonly Sql[]): Sql => join([...conditions], ' AND ');
const where = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? empty : sql`WHERE ${all(conditions)}`;

/** The list's order in SQL: which way a page is walked, and what is before and after a coordinate. */
function orderOf(model: ListModel) {
  const { order, newestFirst } = tables[model];
  const columns = order.map(({ field }) => `t.${columnOf(field)}`);
  const operators = newestFirst
    ? { later: '<', laterOrHere: '<=', earlier: '>', earlierOrHere: '>=' }
    : { later: '>', laterOrHere: '>=', earlier: '<', earlierOrHere: '<=' };
  return {
    by: (from: Window['from']): Sql => {
      const direction = (from === 'start') === newestFirst ? 'DESC' : 'ASC';
      return raw(columns.map((column) => `${column} ${direction}`).join(', '));
    },
    compare: (side: keyof typeof operators, coordinate: Coordinate): Sql => {
      const values = order.map(({ type }, index) => sql`${coordinate[index]}::${raw(type)}`);
      return sql`(${raw(columns.join(', '))}) ${raw(operators[side])} (${join(values)})`;
    },
  };
}
