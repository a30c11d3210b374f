import {
  type AlwaysRead,
  type Column,
  columnOf,
  type Model,
  type Rows,
  relationOf,
  type StoredRows,
  tables,
} from './tables.js';

/** The fields of rows to read, all of them unless some are named, and the to-one relations to join. */
export interface Selection {
  readonly fields?: readonly string[] | undefined;
  readonly relations?: { readonly [relation: string]: Selection };
}
/** A selection of every column of the row and of the rows that are joined. */
interface WholeRow {
  readonly fields?: undefined;
  readonly relations?: { readonly [relation: string]: WholeRow };
}
export const wholeRow: WholeRow = {};
/** Enough to tell whether a row exists. */
export const idOnly = { fields: [] } as const satisfies Selection;

const selected: unique symbol = Symbol('selected');
/** A row of which these columns were read. */
type RowWith<M extends Model, C> = Pick<StoredRows[M], Extract<Column<M>, AlwaysRead<M> | C>>;
/**
 * A row that was read for a query. It shows only the columns that are always read, because the others depend on the
 * query. No row has the symbol: it keeps other objects with these columns from passing for such a row.
 */
export type Selected<M extends Model> = SelectedRows[M];
// An interface, because TypeScript then finds the columns that all models have, even if it does not know M.
interface SelectedRows extends SelectedByModel {}
type SelectedByModel = { [M in Model]: RowWith<M, never> & { readonly [selected]: M } };

/** The row that a selection reads: a whole row, one with the named columns, or one that was read for a query. */
export type RowOf<M extends Model, S extends Selection> = S extends WholeRow
  ? Rows[M]
  : S extends { readonly fields: readonly (infer C)[] }
    ? string extends C
      ? Selected<M>
      : RowWith<M, C>
    : Selected<M>;

/** Reads rows of a model with their relations: the text of the select list and of the joins, and the row's reader. */
export interface Select<Row> {
  /** They select from the table under the alias `t`. */
  readonly columns: string;
  readonly joins: string;
  readonly width: number;
  /** The row at the start of `values`; null if an outer join found none. */
  read(values: readonly unknown[]): Row | null;
}

const cache = new WeakMap<Selection, Map<Model, Select<unknown>>>();

/** The select for a selection. It is made once for each selection object, so pass the same object again. */
export function selectOf<M extends Model, S extends Selection>(model: M, selection: S): Select<RowOf<M, S>> {
  const byModel = cache.get(selection) ?? new Map<Model, Select<unknown>>();
  const select = byModel.get(model) ?? compile(model, selection);
  cache.set(selection, byModel.set(model, select));
  return select as Select<RowOf<M, S>>;
}

function compile(model: Model, selection: Selection): Select<unknown> {
  const columns: string[] = [];
  const joins: string[] = [];

  /** A JavaScript expression for the row, or for null. */
  const select = (from: Model, alias: string, { fields: wanted, relations = {} }: Selection): string => {
    const fields = fieldsOf(from, wanted);
    const start = columns.length;
    columns.push(...fields.map((field) => `${alias}.${columnOf(field)}`));
    const own = fields.map((field, index) => `${field}: values[${start + index}]`);
    const related = Object.entries(relations).map(([name, nested]) => {
      const { model: target, key } = relationOf(from, name);
      const joined = `j${joins.length}`;
      joins.push(`LEFT JOIN ${tables[target].name} ${joined} ON ${joined}.id = ${alias}.${columnOf(key)}`);
      return `${name}: ${select(target, joined, nested)}`;
    });
    return `(values[${start + fields.indexOf('id')}] === null ? null : { ${[...own, ...related].join(', ')} })`;
  };

  const row = select(model, 't', selection);
  // Compiled code with an object literal is several times as fast as a loop that sets one property after another. It is
  // safe, because it contains only names of our schema.
  const read = new Function('values', `return ${row};`) as Select<unknown>['read'];
  return { columns: columns.join(', '), joins: joins.join('\n'), width: columns.length, read };
}

/** The id and the row's coordinate in its list are always read. */
function fieldsOf(model: Model, wanted: readonly string[] | undefined): readonly string[] {
  const { fields, order } = tables[model];
  if (!wanted) return fields;
  const all = new Set(['id', ...order.fields.map(({ field }) => field), ...wanted]);
  return fields.filter((field) => all.has(field));
}
