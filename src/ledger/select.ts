import { columnOf, type Model, type Rows, relationOf, tables } from './tables.js';

/** The fields of rows to read, all of them unless some are named, and the to-one relations to join. */
export interface Selection {
  readonly fields?: readonly string[] | undefined;
  readonly relations?: { readonly [relation: string]: Selection };
}
export const wholeRow: Selection = {};
/** Enough to tell whether a row exists. */
export const idOnly: Selection = { fields: [] };

/** Reads rows of a model with their relations: the text of the select list and of the joins, and the row's reader. */
export interface Select<M extends Model> {
  /** They select from the table under the alias `t`. */
  readonly columns: string;
  readonly joins: string;
  readonly width: number;
  /**
   * The row at the start of `values`; null if an outer join found none. It has only the fields that were selected,
   * although its type has all of them.
   */
  read(values: readonly unknown[]): Rows[M] | null;
}

const cache = new WeakMap<Selection, Map<Model, Select<Model>>>();

/** The select for a selection. It is made once for each selection object, so pass the same object again. */
export function selectOf<M extends Model>(model: M, selection: Selection): Select<M> {
  const byModel = cache.get(selection) ?? new Map<Model, Select<Model>>();
  const select = byModel.get(model) ?? compile(model, selection);
  cache.set(selection, byModel.set(model, select));
  return select as Select<M>;
}

function compile(model: Model, selection: Selection): Select<Model> {
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
  // A literal is several times as fast as an object that is filled name by name. The names come from the schema.
  const read = new Function('values', `return ${row};`) as Select<Model>['read'];
  return { columns: columns.join(', '), joins: joins.join('\n'), width: columns.length, read };
}

/** The id and the row's coordinate in its list are always read. */
function fieldsOf(model: Model, wanted: readonly string[] | undefined): readonly string[] {
  const { fields, order } = tables[model];
  if (!wanted) return fields;
  const all = new Set(['id', ...order.map(({ field }) => field), ...wanted]);
  return fields.filter((field) => all.has(field));
}
