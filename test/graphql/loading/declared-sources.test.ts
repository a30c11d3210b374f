import {
  execute,
  type GraphQLField,
  type GraphQLOutputType,
  GraphQLSchema,
  getNamedType,
  isObjectType,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { getDatamodel } from '../../../prisma/generated/pothos-types.js';
import * as enums from '../../../prisma/generated/prisma/enums.js';
import { ANYBODY } from '../../../src/callers/caller.js';
import { sourceOf } from '../../../src/graphql/loading/computed.js';
import { typeNameOf } from '../../../src/graphql/node-types.js';
import { schema } from '../../../src/graphql/schema.js';
import { type Model, tables } from '../../../src/ledger/tables.js';

const models = Object.keys(tables) as Model[];
const rowTypes = models.map(typeNameOf);

const values: Readonly<Record<string, readonly unknown[]>> = {
  ...Object.fromEntries(Object.entries(enums).map(([type, members]) => [type, Object.values(members)])),
  BigInt: [5n],
  Boolean: [false, true],
  DateTime: [new Date(0)],
  Int: [5],
  Json: [[]],
  String: ['usd'],
};
const ROUNDS = 64;

/** Rows that lead a resolver into its branches: with different enums and booleans, and optional columns set or empty. */
const rowsOf = (model: Model): Readonly<Record<string, unknown>>[] => {
  const { fields = [] } = getDatamodel().datamodel.models[typeNameOf(model)] ?? {};
  const columns = fields.filter(({ kind }) => kind !== 'object');
  return Array.from({ length: ROUNDS }, (_, round) =>
    Object.fromEntries(
      columns.map(({ name, type, isList, isRequired }, index) => {
        const possible = values[type] ?? [];
        const one = possible[(round >> (index % 3)) % possible.length];
        const value = isList ? [one] : one;
        return [name, round < ROUNDS / 2 || isRequired ? value : null];
      }),
    ),
  );
};

/** A selection of everything that a field resolves from the same row. */
function selectionOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!('getFields' in named) && !('getTypes' in named)) return '';
  if (!isObjectType(named) || rowTypes.includes(named.name) || 'edges' in named.getFields())
    return '{ __typename }';
  return `{ ${Object.values(named.getFields()).map(({ name, type }) => `${name} ${selectionOf(type)}`)} }`;
}

const found = models.flatMap((model) => {
  const query = schema.getType(typeNameOf(model));
  if (!isObjectType(query)) throw new Error(`${model} has no type`);
  // As the query's type, it can be asked for any of its fields.
  const ofRow = new GraphQLSchema({ ...schema.toConfig(), query, mutation: null, subscription: null });
  return Object.values(query.getFields()).map((field) => ({
    model,
    ofRow,
    field,
    name: `${query.name}.${field.name}`,
  }));
});

/** Resolves a field from the row, and adds the columns and relations that it reads to `read`. */
async function resolveFrom(
  row: object,
  read: Set<string>,
  ofRow: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
): Promise<void> {
  const rootValue = new Proxy(row, {
    get(target, key) {
      if (typeof key === 'string' && key in row) read.add(key);
      return Reflect.get(target, key);
    },
  });
  const { errors } = await execute({
    schema: ofRow,
    document: parse(`{ ${field.name} ${selectionOf(field.type)} }`),
    rootValue,
    contextValue: {
      scopes: ANYBODY.scopes,
      load: {
        row: async () => null,
        page: async () => ({ rows: [], hasPreviousPage: false, hasNextPage: false }),
        amountRefundedOf: async () => 5n,
        replacementOf: async () => null,
        blockListEntries: async () => [],
      },
    },
  });
  expect(errors).toBeUndefined();
}

test.each(found.filter(({ field }) => sourceOf(field)))(
  '$name reads the source that it declares, and nothing else',
  async ({ model, ofRow, field }) => {
    const source = sourceOf(field);
    const declared = source && 'columns' in source ? source.columns : [source?.relation];
    const joined = Object.entries(tables[model].relations).map(([name, { model: to }]) => [
      name,
      rowsOf(to)[0],
    ]);
    const read = new Set<string>();
    for (const row of rowsOf(model))
      await resolveFrom({ ...row, ...Object.fromEntries(joined) }, read, ofRow, field);
    expect([...read].toSorted()).toEqual(declared.toSorted());
  },
);
