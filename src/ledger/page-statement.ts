import { empty, join, raw, type Sql, type Statement, sql } from '../database/sql.js';
import { BoundedCache } from '../process/bounded-cache.js';

import type { Coordinate, PageRequest, Window } from './page-request.js';
import { selectOf } from './select.js';
import { type Column, columnOf, type Model, type Order, tables } from './tables.js';

/** The values that a page's statement needs when it runs. */
interface Given extends Window {
  readonly parentIds: readonly string[];
}
/** A value of a statement that is known only when it runs. */
type Slot = (given: Given) => unknown;

/** Statements of lists that are not filtered: more than the API's lists with the page sizes and selections in use. */
const statements = new BoundedCache<Statement>('page statements', {
  maxEntries: 1_000,
  maxCharacters: 1_000_000,
});

/**
 * The statement of a page: of the rows of the model that meet the conditions or, with a field that holds the parent's
 * id, of those of each parent. A value that is a function returns the value for a run of the statement.
 */
export function pageStatement<M extends Model>(
  model: M,
  parentField: Column<M> | null,
  conditions: readonly Sql[],
  request: PageRequest,
): Statement {
  const { window, selection, order = tables[model].order } = request;
  if (conditions.length > 0) {
    const { text, values } = write(model, request, parentField, [
      ...conditions,
      ...doubtsOf(conditions, order),
    ]);
    // Only the values tell PostgreSQL whether to walk the list or to look up rare rows.
    return { text, values, plan: 'anew' };
  }
  const { columns } = selectOf(model, selection);
  const size = parentField === null ? window.limit : '';
  const shape = `${window.from} ${size} ${!!window.after} ${!!window.before} ${farSides(request)} ${orderText(order)} ${parentField} ${model} ${columns}`;
  const known = statements.get(shape);
  if (known) return known;
  const { text, values } = write(model, request, parentField, []);
  const statement = { text, values };
  statements.set(shape, statement);
  return statement;
}

/**
 * The conditions of a filtered list by amount once more, in a form that PostgreSQL does not take for the same: it then
 * expects the square of their share of the rows. Equal amounts are spread over the table, but PostgreSQL takes reading the
 * list in this order for as cheap as reading the table once. So it looked for 4,000 disputed charges through the amounts of
 * two millions. Now it looks rare rows up and sorts them, and still reads the list in its order for frequent ones.
 * What is dear is not repeated, because it would be computed twice: subqueries, and words, which stand twice already.
 */
const doubtsOf = (conditions: readonly Sql[], { fields }: Order): readonly Sql[] =>
  fields[0]?.field === 'amount'
    ? conditions.filter(({ text }) => !/SELECT|charge_words/.test(text)).map((each) => sql`(${each}) IS TRUE`)
    : [];

/** Whether to check for rows beyond the coordinates. On the other side one more row tells whether the list continues. */
const farSides = ({ window, beyond }: PageRequest) =>
  [beyond.before && !!window.after, beyond.after && !!window.before] as const;

function write(
  model: Model,
  request: PageRequest,
  parentField: string | null,
  filtered: readonly Sql[],
): Sql {
  const { window, selection } = request;
  const { name } = tables[model];
  const { columns, joins } = selectOf(model, selection);
  const order = orderOf(request.order ?? tables[model].order);
  const after = window.after && coordinateSlots('after', window.after);
  const before = window.before && coordinateSlots('before', window.before);
  const conditions = [
    ...(parentField === null ? [] : [sql`t.${raw(columnOf(parentField))} = p.id`]),
    ...filtered,
  ];
  const inWindow = [
    ...conditions,
    ...(after ? [order.compare('later', after)] : []),
    ...(before ? [order.compare('earlier', before)] : []),
  ];
  // A page of the whole list has a literal limit: for a parameter, PostgreSQL expects a tenth of the table.
  // Inside LATERAL the limit is a parameter: a literal can change the plan to a bitmap scan and a sort.
  const limit = parentField === null ? raw(String(window.limit + 1)) : sql`${limitAndOne}::int`;
  // The page is cut before the joins: under an outer LIMIT the joins were six times slower.
  const cut = sql`(SELECT * FROM ${raw(name)} t ${where(inWindow)} ORDER BY ${order.by(window.from)} LIMIT ${limit}) t`;
  const [looksBefore, looksAfter] = farSides(request);
  const looks = looksBefore || looksAfter;
  if (parentField === null && !looks)
    return sql`SELECT ${raw(columns)} FROM ${cut} ${raw(joins)} ORDER BY ${order.by(window.from)}`;

  const parents =
    parentField === null
      ? sql`(VALUES (1)) p(ordinal)`
      : sql`unnest(${parentIds}::text[]) WITH ORDINALITY p(id, ordinal)`;
  // The rows of one parent's page come in order; joins may change the order.
  if (!looks)
    return sql`SELECT ${raw(columns)}, p.ordinal::int FROM ${parents} CROSS JOIN LATERAL ${cut} ${raw(joins)}
      ${joins === '' ? empty : sql`ORDER BY p.ordinal, ${order.by(window.from)}`}`;

  // Ordered and limited: PostgreSQL may plan EXISTS as a scan of the table, and finds the nearest row by index.
  const exists = (slots: readonly Slot[] | undefined, side: 'earlierOrHere' | 'laterOrHere'): Sql =>
    slots
      ? sql`COALESCE((SELECT true FROM ${raw(name)} t WHERE ${all([...conditions, order.compare(side, slots)])}
          ORDER BY ${order.by(side === 'laterOrHere' ? 'start' : 'end')} LIMIT 1), false)`
      : sql`false`;
  // A parent whose page is empty still has a row, for the two answers about the rows beyond it.
  return sql`SELECT ${raw(columns)}, p.ordinal::int,
      ${exists(looksBefore ? after : undefined, 'earlierOrHere')}, ${exists(looksAfter ? before : undefined, 'laterOrHere')}
    FROM ${parents} LEFT JOIN LATERAL ${cut} ON true ${raw(joins)}
    ORDER BY p.ordinal, ${order.by(window.from)}`;
}

const parentIds: Slot = (given) => given.parentIds;
/** One row more than the page tells whether the list continues. */
const limitAndOne: Slot = (given) => given.limit + 1;
const coordinateSlots = (side: 'after' | 'before', coordinate: Coordinate): readonly Slot[] =>
  coordinate.map((_, index) => (given: Given) => given[side]?.[index]);

const all = (conditions: readonly Sql[]): Sql => join([...conditions], ' AND ');
/** A WHERE clause of all conditions; empty if there are none. */
export const where = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? empty : sql`WHERE ${all(conditions)}`;

const orderText = ({ fields, descending }: Order): string => `${fields[0]?.field} ${descending}`;

/** A list's order in SQL: the direction in which a page is read, and the comparisons with a coordinate. */
function orderOf({ fields, descending }: Order) {
  const columns = fields.map(({ field }) => `t.${columnOf(field)}`);
  const operators = descending
    ? { later: '<', laterOrHere: '<=', earlier: '>', earlierOrHere: '>=' }
    : { later: '>', laterOrHere: '>=', earlier: '<', earlierOrHere: '<=' };
  return {
    by: (from: Window['from']): Sql => {
      const direction = (from === 'start') === descending ? 'DESC' : 'ASC';
      return raw(columns.map((column) => `${column} ${direction}`).join(', '));
    },
    compare: (side: keyof typeof operators, coordinate: readonly Slot[]): Sql => {
      const values = fields.map(({ type }, index) => sql`${coordinate[index]}::${raw(type)}`);
      return sql`(${raw(columns.join(', '))}) ${raw(operators[side])} (${join(values)})`;
    },
  };
}
