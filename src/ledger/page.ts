import { type Query, raw, sql } from '../database/sql.js';
import { conditionsOf, type Filters, type ListModel } from './filters.js';
import type { PageRequest } from './page-request.js';
import { pageStatement, where } from './page-statement.js';
import { type Selection, selectOf } from './select.js';
import { columnOf, type Rows, tables } from './tables.js';

/** A part of a list in the list's order, and whether the list goes on before and after it, where that is asked. */
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
  const [only] = await readPages(query, model, request, null, ['']);
  return only as Page<Rows[M]>;
}

/** The same page of each parent's list, in the order of `parentIds`. One statement for all of them. */
export const pagesOf = <M extends ListModel>(
  query: Query,
  model: M,
  parentField: string,
  parentIds: readonly string[],
  request: PageRequest<M>,
): Promise<Page<Rows[M]>[]> => readPages(query, model, request, parentField, parentIds);

async function readPages<M extends ListModel>(
  query: Query,
  model: M,
  request: PageRequest<M>,
  parentField: string | null,
  parentIds: readonly string[],
): Promise<Page<Rows[M]>[]> {
  const { window, selection } = request;
  const { values, ...statement } = pageStatement(model, request, parentField);
  const given = { ...window, parentIds };
  const rows = await query({
    ...statement,
    values: values.map((value) => (typeof value === 'function' ? value(given) : value)),
  });

  const { width, read } = selectOf(model, selection);
  const pages = parentIds.map(() => ({ rows: [] as Rows[M][], before: false, after: false }));
  for (const columns of rows) {
    const ordinal = (columns[width] as number | undefined) ?? 1;
    const found = pages[ordinal - 1] as (typeof pages)[number];
    found.before = columns[width + 1] === true;
    found.after = columns[width + 2] === true;
    const row = read(columns);
    if (row) found.rows.push(row);
  }
  return pages.map((found) => {
    const more = found.rows.length > window.limit;
    const kept = more ? found.rows.slice(0, window.limit) : found.rows;
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
  const { text, values } = sql`SELECT count(*) FROM ${raw(tables[model].name)} t ${where(conditions)}`;
  const [row] = await query({ text, values, plan: 'anew' });
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
  const text = `SELECT ${select.columns} FROM ${tables[model].name} t ${select.joins} WHERE t.id = ANY($1::text[])`;
  const rows = await query({ text, values: [[...new Set(ids)]] });
  const found = new Map(rows.map(select.read).map((row) => [row?.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}
