import {
  type GraphQLArgument,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Scope } from '../../rules/scopes.js';
import { shorten } from '../../rules/text.js';
import { personalScopes } from '../field-scopes.js';
import { ExportRefusedError } from './export-refused.js';

/** More than the most detailed export of the sample shop has, and small enough for the limits of a request. */
export const MAX_COLUMNS = 100;
/** Several times the longest way to a value that is useful, with a key of metadata. Longer names take time to read. */
const MAX_NAME_CHARACTERS = 255;
/** A refund's charge's payment intent's newest charge, and so on, leads nowhere new. */
const MAX_STEPS = 10;

/** The only argument that a column passes on: how amounts are written. */
const LOCALE = 'locale';

/** What is selected of an object: its fields, and what is selected of them; null for a value. */
interface Selected {
  readonly [field: string]: { readonly takesLocale: boolean; readonly fields: Selected | null };
}

/** The columns of an export. */
export interface CsvColumns {
  /** The names, as they were given. */
  readonly names: readonly string[];
  /** The selection of a row, in GraphQL. */
  readonly selection: string;
  /** Whether the selection has the variable `$locale`. */
  readonly takesLocale: boolean;
  /** The scopes of its personal fields. A row without a value would not ask for them. */
  readonly needed: ReadonlySet<Scope>;
  /** The values of a row that was read with the selection: text, or numbers and booleans as JSON has them; null if empty. */
  cellsOf(row: unknown): readonly (string | number | boolean | null)[];
}

/** One column: the way from a row to its value. */
interface Column {
  readonly path: readonly string[];
  /** A key of metadata. */
  readonly key: string | null;
}

/**
 * Reads the names of columns: fields of the row, joined by points where a field leads to another object. A key of
 * metadata follows as it is: `metadata.order_id`.
 *
 * @throws ExportRefusedError for a name that is no column, or more than `MAX_COLUMNS` names
 */
export function csvColumns(row: GraphQLObjectType, names: readonly string[]): CsvColumns {
  if (names.length === 0 || names.length > MAX_COLUMNS)
    throw new ExportRefusedError(`An export has 1 to ${MAX_COLUMNS} columns.`);
  const selected: Mutable<Selected> = {};
  const needed = new Set<Scope>();
  const columns = names.map((name) => {
    if (name.length > MAX_NAME_CHARACTERS)
      throw noColumn(name, `A name has at most ${MAX_NAME_CHARACTERS} characters`);
    return read(row, name, name.split('.'), selected, needed);
  });
  const selection = write(selected);
  return {
    names,
    selection,
    takesLocale: selection.includes(`$${LOCALE}`),
    needed,
    cellsOf: (values) => columns.map((column) => cellOf(values, column)),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function read(
  row: GraphQLObjectType,
  name: string,
  steps: readonly string[],
  into: Mutable<Selected>,
  needed: Set<Scope>,
): Column {
  let [type, fields] = [row, into];
  for (const [index, step] of steps.entries()) {
    const field = Object.hasOwn(type.getFields(), step) ? type.getFields()[step] : undefined;
    if (!field) throw noColumn(name, `${type.name} has no such field`);
    if (index >= MAX_STEPS) throw noColumn(name, `It has more than ${MAX_STEPS} steps`);
    const scope = personalScopes[`${type.name}.${step}`];
    if (scope) needed.add(scope);
    const required = field.args.find(isRequired);
    if (required) throw noColumn(name, `${step} needs the argument ${required.name}`);
    const next = getNamedType(field.type);
    const takesLocale = field.args.some((arg) => arg.name === LOCALE);
    const rest = steps.slice(index + 1);
    if (isLeafType(next)) {
      fields[step] = { takesLocale, fields: null };
      const path = steps.slice(0, index + 1);
      if (rest.length === 0) return { path, key: null };
      if (next.name === 'Metadata') return { path, key: rest.join('.') };
      throw noColumn(name, `${step} is a value, which has no fields`);
    }
    if (!isObjectType(next) || isListOf(field.type)) throw noColumn(name, `${step} is not a single object`);
    if (rest.length === 0) throw noColumn(name, `${step} is an object: name one of its fields`);
    const inner = fields[step]?.fields ?? {};
    fields[step] = { takesLocale, fields: inner };
    [type, fields] = [next, inner];
  }
  throw noColumn(name, 'it is empty');
}

const isRequired = ({ type, defaultValue }: GraphQLArgument): boolean =>
  isNonNullType(type) && defaultValue === undefined;

const isListOf = (type: GraphQLArgument['type'] | Parameters<typeof getNamedType>[0]): boolean => {
  if (type && isNonNullType(type)) return isListOf(type.ofType);
  return isListType(type);
};

const noColumn = (name: string, why: string) =>
  new ExportRefusedError(`No such column: '${shorten(name)}'. ${why}.`);

const write = (selected: Selected): string =>
  Object.entries(selected)
    .map(
      ([name, { takesLocale, fields }]) =>
        `${name}${takesLocale ? `(${LOCALE}: $${LOCALE})` : ''}${fields ? ` { ${write(fields)} }` : ''}`,
    )
    .join(' ');

function cellOf(row: unknown, { path, key }: Column): string | number | boolean | null {
  let value = row;
  for (const step of key === null ? path : [...path, key])
    value = isObject(value) && Object.hasOwn(value, step) ? value[step] : null;
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value == null ? null : JSON.stringify(value);
}

/** The executor's objects have no prototype. */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
