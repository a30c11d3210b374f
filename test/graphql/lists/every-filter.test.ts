import {
  execute,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import type { Statement } from '../../../src/database/sql.js';
import { schema } from '../../../src/graphql/schema.js';
import { type FeedFilter, readFeed } from '../../../src/ledger/event-feed.js';
import { selectOf, wholeRow } from '../../../src/ledger/select.js';

const PAGING = ['first', 'last', 'after', 'before'];
const leafValues: Readonly<Record<string, unknown>> = {
  Boolean: true,
  DateTime: '2026-01-15T10:00:00.000Z',
  ID: 'id_1',
  SafeInt: 5,
  String: 'text',
};
const seenFilters = new Set<string>();

/** For each field of an input type, at every depth, a value that sets this field and the required ones. */
function valuesOf(type: GraphQLInputType): unknown[] {
  if (isNonNullType(type)) return valuesOf(type.ofType);
  if (isListType(type)) return valuesOf(type.ofType).map((value) => [value]);
  if (isEnumType(type)) return [type.getValues()[0]?.name];
  if (!isInputObjectType(type)) {
    expect(leafValues).toHaveProperty(type.name);
    return [leafValues[type.name]];
  }
  seenFilters.add(type.name);
  const fields = Object.values(type.getFields());
  const required = fields.filter(isRequiredInputField);
  const least = Object.fromEntries(required.map((field) => [field.name, valuesOf(field.type)[0]]));
  return fields.flatMap((field) => valuesOf(field.type).map((value) => ({ ...least, [field.name]: value })));
}

const isFilter = ({ name, type }: GraphQLArgument): boolean => !PAGING.includes(name) && !isNonNullType(type);
const isConnection = ({ type }: GraphQLField<unknown, unknown>): boolean => {
  const named = getNamedType(type);
  return isObjectType(named) && 'pageInfo' in named.getFields();
};

const textOf = ({ text, values }: Statement): string =>
  JSON.stringify([text, values], (_, value) => (typeof value === 'bigint' ? `${value}` : value));

/** The statements that a root field sends for these arguments, on a ledger without rows. */
async function statementsFor(
  field: GraphQLField<unknown, unknown>,
  given: Record<string, unknown>,
): Promise<string[]> {
  const { name, args } = field;
  const statements: string[] = [];
  const query = async (statement: Statement) => {
    statements.push(textOf(statement));
    return statement.text.startsWith('SELECT count(*)') ? [[0n]] : [];
  };
  const contextValue = { database: { query }, load: { row: async () => ({ id: 'id_1' }) } };
  const variables = args.map((arg) => `$${arg.name}: ${arg.type}`);
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`);
  const fields = isConnection(field) ? 'totalCount nodes { __typename }' : '__typename';
  const document = parse(`query (${variables}) { ${name}(${passed}) { ${fields} } }`);
  const { errors } = await execute({ schema, document, contextValue, variableValues: given });
  expect(errors).toBeUndefined();
  return statements;
}

const rootFields = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
  (field) => isConnection(field) || field.args.some(({ name }) => name === 'filter'),
);

test.each(rootFields)('$name: each field of its filter changes the statements', async (field) => {
  const least = Object.fromEntries(
    field.args.filter(({ type }) => isNonNullType(type)).map((arg) => [arg.name, valuesOf(arg.type)[0]]),
  );
  const filters = field.args
    .filter(isFilter)
    .flatMap((arg) => valuesOf(arg.type).map((value) => ({ [arg.name]: value })));
  expect(filters.length).toBeGreaterThan(1);
  const unfiltered = await statementsFor(field, least);
  const seen = unfiltered.map((statement) => new Map([[statement, 'nothing']]));
  for (const filter of filters) {
    const statements = await statementsFor(field, { ...least, ...filter });
    expect(statements).toHaveLength(seen.length);
    statements.forEach((statement, index) => {
      const hint = JSON.stringify(filter);
      expect(seen[index]?.get(statement), `${hint} asks for the same as`).toBeUndefined();
      seen[index]?.set(statement, hint);
    });
  }
});

test('refundEvents: each field of its filter changes the statement', async () => {
  const statements = new Set<string>();
  const nothing = [...Array(selectOf('refundEvent', wholeRow).width).fill(null), null, '1'];
  const read = (filter: FeedFilter) =>
    readFeed(
      async (statement) => {
        statements.add(textOf(statement));
        return [nothing];
      },
      { transaction: '1', position: '1' },
      filter,
      1,
    );
  const { args } = schema.getSubscriptionType()?.getFields()['refundEvents'] ?? { args: [] };
  const filter = args.find(({ name }) => name === 'filter');
  const filters = filter ? valuesOf(filter.type) : [];
  await read({});
  for (const some of filters) await read(some as FeedFilter);
  expect(filters).toHaveLength(3);
  expect(statements.size).toBe(filters.length + 1);
});

test('the tests above cover every filter of the schema', () => {
  const filters = Object.keys(schema.getTypeMap()).filter((name) => /(Filter|Range)$/.test(name));
  expect([...seenFilters].toSorted()).toEqual(filters.toSorted());
  // Nested lists take no filter. If one takes a filter, it needs a test, too.
  const nested = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type !== schema.getQueryType())
    .flatMap((type) => Object.values(type.getFields()))
    .filter(isConnection);
  expect(nested.length).toBeGreaterThan(3);
  for (const { args } of nested) expect(args.map(({ name }) => name).toSorted()).toEqual(PAGING.toSorted());
});
