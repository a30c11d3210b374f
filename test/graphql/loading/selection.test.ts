import {
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { sourceOf } from '../../../src/graphql/loading/computed.js';
import { alsoReading, listSelection } from '../../../src/graphql/loading/selection.js';
import { schema } from '../../../src/graphql/schema.js';
import type { Selection } from '../../../src/ledger/select.js';
import { tables } from '../../../src/ledger/tables.js';

/** The selection with which a query reads the row of a node. */
async function selectionFor(id: string, fragment: string): Promise<Selection> {
  const selections: Selection[] = [];
  const load = {
    row: async (_model: string, _id: string, selection: Selection) => {
      selections.push(selection);
      return null;
    },
  };
  const document = parse(`{ node(id: "${id}") { ${fragment} } }`);
  const { errors } = await execute({ schema, document, contextValue: { load } });
  expect(errors).toBeUndefined();
  const [selection, ...others] = selections;
  expect(others).toEqual([]);
  return selection ?? {};
}

test.each([
  ['re_1', '... on Refund { amount }', ['amount'], 'the column that it exposes'],
  ['re_1', '... on Refund { amountFormatted }', ['amount', 'currency'], 'the columns that it computes from'],
  [
    're_1',
    '... on Refund { a: amount b: amount status }',
    ['amount', 'status'],
    'one column for two aliases of a field',
  ],
  ['re_1', '__typename ... on Charge { captured }', [], 'nothing for a field of another type'],
  ['ch_1', '... on Charge { amountRefunded refundability { fullOnly } }', undefined, 'the whole row'],
])('%s %s: a field reads %4$s', async (id, fragment, fields, _) => {
  expect(await selectionFor(id, fragment)).toEqual({ ...(fields && { fields }), relations: {} });
});

test('a relation is joined with the columns that the query selects, and its key is not read', async () => {
  const fragment = `... on Refund { amount charge { currency } again: charge { status paymentIntent { id } } }`;
  expect(await selectionFor('re_1', fragment)).toEqual({
    fields: ['amount'],
    relations: {
      charge: {
        fields: ['currency', 'status'],
        relations: { paymentIntent: { fields: ['id'], relations: {} } },
      },
    },
  });
});

test('the same fields in another order are the same selection, so that the rows are loaded together', async () => {
  const one = await selectionFor(
    're_1',
    '... on Refund { amount status charge { id status } paymentIntent { id } }',
  );
  const other = await selectionFor(
    're_2',
    '... on Refund { paymentIntent { id } charge { status id } status amount }',
  );
  expect(other).toBe(one);
});

test('columns of the order are added once, in the order of the alphabet, so that equal statements have one text', () => {
  const selection = { fields: ['amount', 'status'], relations: {} };
  const order = [{ field: 'created' }, { field: 'amount' }];
  const enlarged = alsoReading(selection, order);
  expect(enlarged).toEqual({ fields: ['amount', 'created', 'status'], relations: {} });
  expect(alsoReading(selection, order)).toBe(enlarged);
});

test('a fragment that two objects use is joined with what else is selected of each of them', async () => {
  const charges: Selection[] = [];
  const load = {
    row: async (model: string, _id: string, selection: Selection) => {
      if (model === 'refund') return { chargeId: 'ch_1', id: 're_1' };
      charges.push(selection);
      return null;
    },
  };
  const document = parse(`
    { one: node(id: "re_1") { ...Both } other: node(id: "re_1") { ...Both ... on Refund { charge { status } } } }
    fragment Both on Refund { charge { currency } }`);
  await execute({ schema, document, contextValue: { load } });
  expect(charges).toEqual([
    { fields: ['currency'], relations: {} },
    { fields: ['currency', 'status'], relations: {} },
  ]);
});

test.each([
  ['nodes { amount }', { before: false, after: false }],
  ['pageInfo { startCursor endCursor }', { before: false, after: false }],
  ['pageInfo { hasPreviousPage }', { before: true, after: false }],
  ['pageInfo { hasNextPage }', { before: false, after: true }],
  ['... { pageInfo { more: hasNextPage } } pageInfo { hasPreviousPage }', { before: true, after: true }],
])('a list looks beyond its page only if the query asks: %s', (fields, beyond) => {
  const { selectionSet } = parse(`{ refunds { ${fields} } }`).definitions[0] as OperationDefinitionNode;
  const info = { schema, fragments: {}, fieldNodes: selectionSet.selections as readonly FieldNode[] };
  expect(listSelection(info as object as GraphQLResolveInfo, 'refund').beyond).toEqual(beyond);
});

test('a fragment that others spread again and again is read once for each object', async () => {
  const LEVELS = 12;
  const fragments = Array.from(
    { length: LEVELS },
    (_, level) => `fragment F${level} on Refund { ...F${level + 1} ...F${level + 1} }`,
  );
  const document = parse(
    `{ node(id: "re_1") { ...F0 } } ${fragments.join(' ')} fragment F${LEVELS} on Refund { amount }`,
  );
  const last = document.definitions.at(-1) as FragmentDefinitionNode;
  const { selectionSet } = last;
  let reads = 0;
  Object.defineProperty(last, 'selectionSet', {
    get: () => {
      reads++;
      return selectionSet;
    },
  });
  const load = { row: async () => null };
  expect((await execute({ schema, document, contextValue: { load } })).errors).toBeUndefined();
  // Without that, there were two reads for each spread of each level: thousands.
  expect(reads).toBeLessThan(LEVELS);
});

test('every field of a stored row declares its columns, except the fields that need the whole row', () => {
  const models = Object.keys(tables).map((model) => model.toLowerCase());
  const stored = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => models.includes(name.toLowerCase()));
  expect(stored).toHaveLength(models.length);
  const silent = stored.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => !sourceOf(field))
      .map((field) => `${type.name}.${field.name}`),
  );
  expect(silent).toEqual(['Charge.refundability']);
});
