import { type Query, raw, type Statement, sql } from '../database/sql.js';
import { conditionsOf, type Exactly } from './conditions.js';
import { type Filters, type ListModel, listConditions } from './filters.js';
import type { PageRequest } from './page-request.js';
import { pageStatement, where } from './page-statement.js';
import { type RowOf, type Select, type Selected, type Selection, selectOf } from './select.js';
import { type Column, columnOf, type Model, tables } from './tables.js';

/** A part of a list, in the list's order, and whether the list continues before and after it, if requested. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/**
 * One page of a list. One statement, served by an index: the millionth row is found as fast as the first. An empty
 * filter leaves every row in the list.
 */
export async function readPage<M extends ListModel, Given extends Filters[M] = Filters[M]>(
  query: Query,
  model: M,
  filter: Given & Exactly<Filters[M], Given>,
  request: PageRequest,
): Promise<Page<Selected<M>>> {
  const statement = pageStatement(
    model,
    null,
    conditionsOf<Filters[M]>(listConditions[model], filter),
    request,
  );
  const rows = await query(filled(statement, request, []));
  return pageOf(selectOf(model, request.selection), request, rows);
}

/** The same page of the list of each parent, in the order of `parentIds`. One statement for all of them. */
export async function readPages<M extends Model>(
  query: Query,
  model: M,
  parentField: Column<M>,
  parentIds: readonly string[],
  request: PageRequest,
): Promise<Page<Selected<M>>[]> {
  const statement = pageStatement(model, parentField, [], request);
  const rows = await query(filled(statement, request, parentIds));
  const select = selectOf(model, request.selection);
  const byParent = parentIds.map((): unknown[][] => []);
  for (const values of rows) byParent[(values[select.width] as number) - 1]?.push(values);
  return byParent.map((found) => pageOf(select, request, found));
}

/** The statement with the values that are known only now. */
const filled = (
  { values, ...statement }: Statement,
  { window }: PageRequest,
  parentIds: readonly string[],
): Statement => {
  const given = { ...window, parentIds };
  return {
    ...statement,
    values: values.map((value) => (typeof value === 'function' ? value(given) : value)),
  };
};

/** The page of one list. The rows come in the order in which the page was read, with one row more if there is one. */
function pageOf<Row>(
  { width, read }: Select<Row>,
  { window }: PageRequest,
  found: readonly unknown[][],
): Page<Row> {
  const rows: Row[] = [];
  for (const values of found) {
    const row = read(values);
    if (row) rows.push(row);
  }
  // Each row repeats whether the list continues beyond the coordinates.
  const [first] = found;
  const more = rows.length > window.limit;
  const kept = more ? rows.slice(0, window.limit) : rows;
  return {
    rows: window.from === 'start' ? kept : kept.reverse(),
    hasPreviousPage: first?.[width + 1] === true || (window.from === 'end' && more),
    hasNextPage: first?.[width + 2] === true || (window.from === 'start' && more),
  };
}

/** How many rows a list holds. */
export async function countList<M extends ListModel, Given extends Filters[M] = Filters[M]>(
  query: Query,
  model: M,
  filter: Given & Exactly<Filters[M], Given>,
): Promise<number> {
  const conditions = conditionsOf<Filters[M]>(listConditions[model], filter);
  const { text, values } = sql`SELECT count(*) FROM ${raw(tables[model].name)} t ${where(conditions)}`;
  const [row] = await query({ text, values, plan: 'anew' });
  return Number(row?.[0]);
}

/** How many rows the list of each parent holds, in the order of `parentIds`. One statement for all of them. */
export async function countLists<M extends ListModel>(
  query: Query,
  model: M,
  parentField: Column<M>,
  parentIds: readonly string[],
): Promise<number[]> {
  const parentColumn = raw(`t.${columnOf(parentField)}`);
  const rows = await query(sql`SELECT ${parentColumn}, count(*) FROM ${raw(tables[model].name)} t
      WHERE ${parentColumn} = ANY(${parentIds}::text[]) GROUP BY ${parentColumn}`);
  const counts = new Map(rows.map(([id, counted]) => [id, Number(counted)]));
  return parentIds.map((id) => counts.get(id) ?? 0);
}

/**
 * The amount refunded over all charges of each payment intent, in the order of the ids. One statement. A sum may be beyond
 * 2^63, where `bigint` in SQL ends.
 */
export async function amountsRefundedOf(
  query: Query,
  paymentIntentIds: readonly string[],
): Promise<bigint[]> {
  const rows = await query(sql`SELECT t.payment_intent_id, sum(t.amount_refunded)::text FROM charge t
      WHERE t.payment_intent_id = ANY(${paymentIntentIds}::text[]) GROUP BY t.payment_intent_id`);
  const sums = new Map(rows.map(([id, sum]) => [id, BigInt(sum as string)]));
  return paymentIntentIds.map((id) => sums.get(id) ?? 0n);
}

/** The rows with these ids, in the order of the ids; null for an id without a row. One statement. */
export async function readRows<M extends Model, S extends Selection>(
  query: Query,
  model: M,
  ids: readonly string[],
  selection: S,
): Promise<(RowOf<M, S> | null)[]> {
  const select = selectOf(model, selection);
  const text = `SELECT ${select.columns} FROM ${tables[model].name} t ${select.joins} WHERE t.id = ANY($1::text[])`;
  const rows = await query({ text, values: [ids] });
  const found = new Map(rows.map(select.read).map((row) => [row?.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}
