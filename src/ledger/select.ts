import { columnOf, type Model, type Relation, type Rows, tables } from './tables.js';

/** What to read of rows: their fields, all unless some are named, and to-one relations to join in. */
export interface Selection {
  readonly fields?: readonly string[] | undefined;
  readonly relations?: { readonly [relation: string]: Selection };
}
export const wholeRow: Selection = {};
/** What tells that a row is there. */
export const idOnly: Selection = { fields: [] };

/** What reads rows of a model with their relations: text of the select list and joins, and how a row is read. */
export interface Select<M extends Model> {
  /** Of the table under the alias `t`. */
  readonly columns: string;
  readonly joins: string;
  readonly width: number;
  /**
   * The row at the start of `values`, or null where the select list met none (an outer join). It has the fields that
   * were selected, which whoever reads it has to know.
   */
  read(values: readonly unknown[]): Rows[M] | null;
}

const cache = new WeakMap<Selection, Map<Model, Select<Model>>>();

/** The select for a selection, made once for each object: give the same one again. */
export function selectOf<M extends Model>(model: M, selection: Selection): Select<M> {
  const byModel = cache.get(selection) ?? new Map<Model, Select<Model>>();
  const select = byModel.get(model) ?? compile(model, selection);
  cache.set(selection, byModel.set(model, select));
  return select as Select<M>;
}

function compile(model: Model, selection: Selection): Select<Model> {
  const columns: string[] = [];
  const joins: string[] = [];

  /** An expression that is the row, or null. */
  const select = (of: Model, alias: string, { fields: wanted, relations = {} }: Selection): string => {
    const fields = fieldsOf(of, wanted);
    const start = columns.length;
    columns.push(...fields.map((field) => `${alias}.${columnOf(field)}`));
    const own = fields.map((field, index) => `${field}: values[${start + index}]`);
    const related = Object.entries(relations).map(([name, nested]) => {
      const { model: target, key } = relationOf(of, name);
      const joined = `j${joins.length}`;
      joins.push(`LEFT JOIN ${tables[target].name} ${joined} ON ${joined}.id = ${alias}.${columnOf(key)}`);
      return `${name}: ${select(target, joined, nested)}`;
    });
    return `(values[${start + fields.indexOf('id')}] === null ? null : { ${[...own, ...related].join(', ')} })`;
  };

  const row = select(model, 't', selection);
  // A literal is made several times as fast as an object that is filled by names. The names are the schema's own.
  const read = new Function('values', `return ${row};`) as Select<Model>['read'];
  return { columns: columns.join(', '), joins: joins.join('\n'), width: columns.length, read };
}

/** A row's place in its list is always read with it. */
function fieldsOf(model: Model, wanted: readonly string[] | undefined): readonly string[] {
  const { fields, order } = tables[model];
  if (!wanted) return fields;
  const all = new Set(['id', ...order.map(({ field }) => field), ...wanted]);
  return fields.filter((field) => all.has(field));
}

function relationOf(model: Model, name: string): Relation {
  const relation = tables[model].relations[name];
  if (!relation) throw new Error(`${model} has no to-one relation ${name}`);
  return relation;
}
