import { columnOf, type Model, type Relation, type Rows, tables } from './tables.js';

/** The to-one relations to join in, and theirs: `{ charge: { paymentIntent: {} } }`. */
export interface Include {
  readonly [relation: string]: Include;
}
export const nothing: Include = {};

/** What reads rows of a model with their relations: text of the select list and joins, and how a row is read. */
export interface Select<M extends Model> {
  /** Of the table under the alias `t`. */
  readonly columns: string;
  readonly joins: string;
  readonly width: number;
  /** The row at the start of `values`, or null where the select list met none (an outer join). */
  read(values: readonly unknown[]): Rows[M] | null;
}

const cache = new WeakMap<Include, Map<Model, Select<Model>>>();

/** The select for `include`, made once for each object: give the same one again. */
export function selectOf<M extends Model>(model: M, include: Include): Select<M> {
  const byModel = cache.get(include) ?? new Map<Model, Select<Model>>();
  const select = byModel.get(model) ?? compile(model, include);
  cache.set(include, byModel.set(model, select));
  return select as Select<M>;
}

type Read = (values: readonly unknown[]) => Record<string, unknown> | null;

function compile(model: Model, include: Include): Select<Model> {
  const columns: string[] = [];
  const joins: string[] = [];

  const select = (of: Model, alias: string, wanted: Include): Read => {
    const { fields, relations } = tables[of];
    const start = columns.length;
    columns.push(...fields.map((field) => `${alias}.${columnOf(field)}`));
    const related = Object.entries(wanted).map(([name, nested]): [string, Read] => {
      const { model: target, key } = relationOf(of, relations, name);
      const joined = `j${joins.length}`;
      joins.push(`LEFT JOIN ${tables[target].name} ${joined} ON ${joined}.id = ${alias}.${columnOf(key)}`);
      return [name, select(target, joined, nested)];
    });
    const idAt = start + fields.indexOf('id');
    return (values) => {
      if (values[idAt] === null) return null;
      const row: Record<string, unknown> = {};
      for (let index = 0; index < fields.length; index++)
        row[fields[index] as string] = values[start + index];
      for (const [name, read] of related) row[name] = read(values);
      return row;
    };
  };

  const read = select(model, 't', include) as Select<Model>['read'];
  return { columns: columns.join(', '), joins: joins.join('\n'), width: columns.length, read };
}

function relationOf(model: Model, relations: Readonly<Record<string, Relation>>, name: string): Relation {
  const relation = relations[name];
  if (!relation) throw new Error(`${model} has no to-one relation ${name}`);
  return relation;
}
