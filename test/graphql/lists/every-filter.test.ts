import {
  type ExecutionArgs,
  execute,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  parse,
  subscribe,
} from 'graphql';
import { expect, test } from 'vitest';
import { ANYBODY } from '../../../src/callers/caller.js';
import type { Statement } from '../../../src/database/sql.js';
import { schema } from '../../../src/graphql/schema.js';
import { selectOf, wholeRow } from '../../../src/ledger/select.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { openFeeds } from '../../../src/refunds/events/shared-feed.js';
import { leastValueOf, valuesOf } from '../../support/clients/argument-values.js';

type Field = GraphQLField<unknown, unknown>;
type Arguments = Readonly<Record<string, unknown>>;

const FILTER = /(Filter|Range)$/;
const PAGING = ['first', 'last', 'after', 'before'];
/** It does not change which rows a list holds: `orders.db.test.ts`. */
const ORDER = 'orderBy';
const isConnection = ({ type }: Field): boolean => {
  const named = getNamedType(type);
  return isObjectType(named) && 'pageInfo' in named.getFields();
};
const isList = (field: Field): boolean => isListType(getNullableType(field.type)) || isConnection(field);
const filtersOf = ({ args }: Field) => args.filter(({ name }) => !PAGING.includes(name) && name !== ORDER);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}` : part));

/** The rows of a ledger that has nothing but events of which a follower may have seen the last. */
function rowsOf({ text, values }: Statement): unknown[][] {
  if (text.startsWith('SELECT count(*)')) return [[0n]];
  if (text.startsWith('SELECT pg_snapshot_xmin')) return [['9']];
  if (text.startsWith('SELECT transaction_id')) return [['1', BigInt(`${values[0]}`.slice(-1))]];
  const isFeed = text.includes('pg_snapshot_xmin');
  return isFeed ? [[...Array(selectOf('refundEvent', wholeRow).width).fill(null), null, '1']] : [];
}

/** What a root field asks for with these arguments: its statements or, without any, the rows that it loads by id. */
async function askedFor(operation: OperationTypeNode, field: Field, given: Arguments): Promise<string[]> {
  const { name, args } = field;
  const statements: string[] = [];
  const loaded: string[] = [];
  const query = async (statement: Statement) => {
    statements.push(textOf([statement.text, statement.values]));
    return rowsOf(statement);
  };
  const row = async (_model: string, id: string) => {
    loaded.push(id);
    return { id };
  };
  const signal = {
    closed: false,
    async wait() {
      this.closed = true;
    },
  };
  const variables = args.map((arg) => `$${arg.name}: ${arg.type}`);
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`);
  const fields = isConnection(field) ? 'totalCount nodes { __typename }' : '__typename';
  const request: ExecutionArgs = {
    schema,
    document: parse(`${operation} (${variables}) { ${name}(${passed}) { ${fields} } }`),
    contextValue: {
      database: { query, signal },
      load: { row },
      followers: new Followers(),
      feeds: openFeeds({ query, signal } as never),
      onClosed: () => {},
      scopes: ANYBODY.scopes,
    },
    variableValues: given,
  };
  if (operation === OperationTypeNode.SUBSCRIPTION) {
    const events = await subscribe(request);
    if (!('next' in events)) throw events.errors?.[0];
    expect(await events.next()).toMatchObject({ done: true });
    // The statement before it only finds where to start. The one after it is the shared reader's, for all followers.
    return statements.slice(1, 2);
  }
  expect((await execute(request)).errors).toBeUndefined();
  return statements.length > 0 ? statements : [textOf(loaded)];
}

/** The input types in a type, at every depth. */
function inputTypesIn(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return [named.name, ...Object.values(named.getFields()).flatMap((field) => inputTypesIn(field.type))];
}

/** Gives rows, or takes a filter under whatever name. */
const isFiltered = (field: Field): boolean =>
  isList(field) || field.args.some(({ type }) => inputTypesIn(type).some((name) => FILTER.test(name)));
const lists = Object.values(schema.getQueryType()?.getFields() ?? {})
  .filter(isFiltered)
  // A list without any filter, such as that of the API keys, has nothing to forget.
  .filter((field) => filtersOf(field).length > 0);
const subscriptions = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
const walked = [
  ...lists.map((field) => ({ ...field, operation: OperationTypeNode.QUERY, field })),
  ...subscriptions.map((field) => ({ ...field, operation: OperationTypeNode.SUBSCRIPTION, field })),
];

test.each(walked)(
  '$name: each value of its arguments changes the statements',
  async ({ operation, field }) => {
    const least = Object.fromEntries(
      field.args
        .filter(({ type }) => isNonNullType(type))
        .map(({ name, type }) => [name, leastValueOf(type)]),
    );
    const given = filtersOf(field)
      .flatMap(({ name, type }) => valuesOf(type).map((value) => ({ ...least, [name]: value })))
      .filter((values) => textOf(values) !== textOf(least));
    expect(given.length).toBeGreaterThan(1);
    const unfiltered = await askedFor(operation, field, least);
    expect(unfiltered.length).toBeGreaterThan(0);
    const seen = unfiltered.map((statement) => new Map([[statement, 'nothing']]));
    for (const values of given) {
      const asked = await askedFor(operation, field, values);
      const hint = textOf(values);
      expect(asked, hint).toHaveLength(seen.length);
      asked.forEach((statement, index) => {
        expect(seen[index]?.get(statement), `${hint} asks for the same as`).toBeUndefined();
        seen[index]?.set(statement, hint);
      });
    }
  },
);

test('the test above covers every filter of the schema', () => {
  const covered = walked.flatMap(({ field }) => filtersOf(field).flatMap(({ type }) => inputTypesIn(type)));
  const filters = Object.keys(schema.getTypeMap()).filter((name) => FILTER.test(name));
  expect([...new Set(covered)].toSorted()).toEqual(filters.toSorted());
});

test('no list of an object takes a filter, which the tests above would not cover', () => {
  const roots = [schema.getQueryType(), schema.getSubscriptionType()];
  const nested = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !roots.includes(type) && !type.name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()))
    .filter(isFiltered);
  expect(nested.filter(isConnection).length).toBeGreaterThan(3);
  expect(nested.length).toBeGreaterThan(nested.filter(isConnection).length);
  expect(nested.filter((field) => filtersOf(field).length > 0).map(({ name }) => name)).toEqual([]);
  for (const { args } of nested.filter(isConnection)) expect(args).toHaveLength(PAGING.length);
});
