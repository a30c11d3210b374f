import {
  buildSchema,
  type GraphQLObjectType,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  getOperationAST,
  isLeafType,
  isListType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { describe, expect, test, vi } from 'vitest';
import { federatedSchema } from '../../../src/graphql/federation/federated-schema.js';
import { connectionModels } from '../../../src/graphql/limits/faulty-page.js';
import { fieldCosts } from '../../../src/graphql/limits/field-costs.js';
import { parseWithinLimits } from '../../../src/graphql/limits/parse-within-limits.js';
import { costOf } from '../../../src/graphql/limits/query-cost.js';
import { REQUEST_LIMITS } from '../../../src/graphql/limits/request-limits.js';
import { encodeCursor } from '../../../src/graphql/lists/cursor.js';
import { schema } from '../../../src/graphql/schema.js';
import type { Selected } from '../../../src/ledger/select.js';
import { orders } from '../../../src/ledger/tables.js';

function cost(document: string, variables: Record<string, unknown> = {}, of = schema) {
  const parsed = parse(document);
  expect(validate(of, parsed)).toEqual([]);
  const operation = getOperationAST(parsed);
  if (!operation) throw new Error('The document needs one operation');
  return costOf(of, parsed, operation, variables);
}
const rows = (document: string, variables?: Record<string, unknown>): number =>
  cost(document, variables).rows;

describe('rows of a page', () => {
  test.each([
    ['the default', '{ refunds { nodes { id } } }', 10],
    ['first', '{ refunds(first: 3) { nodes { id } } }', 3],
    ['last', '{ refunds(last: 4) { nodes { id } } }', 4],
    ['a page that will be refused', '{ refunds(first: 1000) { nodes { id } } }', 0],
    ['null is the default', '{ refunds(first: null) { nodes { id } } }', 10],
    ['edges', '{ refunds(first: 3) { edges { node { id } } } }', 3],
    [
      'edges and nodes are both in the answer',
      '{ refunds(first: 3) { edges { node { id } } nodes { id } } }',
      6,
    ],
    ['without rows', '{ refunds(first: 3) { pageInfo { hasNextPage } } }', 0],
    ['a page in a page', '{ charges(first: 5) { nodes { refunds(first: 7) { nodes { id } } } } }', 5 + 35],
    ['a row of each row', '{ refunds(first: 5) { nodes { charge { id paymentIntent { id } } } } }', 15],
    ['aliases', '{ a: refunds(first: 2) { nodes { id } } b: refunds(first: 3) { nodes { id } } }', 5],
    [
      'a fragment each time it is used',
      '{ a: refunds(first: 2) { ...f } b: refunds(first: 3) { ...f } } fragment f on RefundConnection { nodes { id } }',
      5,
    ],
    ['an inline fragment', '{ refunds(first: 2) { ... { nodes { ... on Node { id } } } } }', 2],
    ['ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    ['one id for a list', '{ nodes(ids: "a") { id } }', 1],
    ['ids of a row', '{ node(id: "a") { ... on Charge { refunds(first: 9) { nodes { id } } } } }', 10],
    ['events', 'subscription { refundEvents { refund { id } } }', 2],
    [
      'the same page in two fragments is one page of the answer',
      '{ refunds(first: 3) { ...f ...g ...f } } fragment f on RefundConnection { nodes { id } } fragment g on RefundConnection { nodes { amount charge { id } } }',
      6,
    ],
    [
      'one of several types: the dearest',
      '{ node(id: "a") { ... on Charge { refunds(first: 9) { nodes { id } } } ... on PaymentIntent { charges(first: 4) { nodes { id } } } } }',
      10,
    ],
    [
      'what is selected of an interface or a union that the type belongs to',
      '{ refunds(first: 3) { nodes { ... on Node { ... on Refund { charge { id } } } } } }',
      6,
    ],
    [
      'a fragment of an interface, within one of a type',
      '{ node(id: "a") { ... on Charge { ...n } } } fragment n on Node { ... on Charge { paymentIntent { id } } }',
      2,
    ],
    [
      'nothing of another type',
      '{ refunds(first: 3) { nodes { ... on Node { ... on Charge { refunds { nodes { id } } } } } } }',
      3,
    ],
    [
      'an order costs no row',
      '{ charges(first: 3, orderBy: { field: AMOUNT, direction: ASC }) { nodes { id } } }',
      3,
    ],
    ['what a literal skips', '{ refunds(first: 3) @skip(if: true) { nodes { id } } }', 0],
    ['what a literal does not include', '{ ... @include(if: false) { refunds { nodes { id } } } }', 0],
    ['what a literal keeps', '{ refunds(first: 3) @skip(if: false) @include(if: true) { nodes { id } } }', 3],
  ])('%s', (_, document, expected) => {
    expect(rows(document)).toBe(expected);
  });

  test.each([
    ['a number', { n: 7 }, 7],
    ['left out: the default of the variable', {}, 4],
    ['null', { n: null }, 10],
    ['not a size, which is refused later', { n: 'many' }, 10],
    ['negative, which is refused without reading', { n: -1 }, 0],
  ])('in a variable: %s', (_, variables, expected) => {
    expect(rows('query ($n: Int = 4) { refunds(first: $n) { nodes { id } } }', variables)).toBe(expected);
  });

  test.each([
    ['included', { yes: true }, 3],
    ['not included', { yes: false }, 0],
    ['the default', {}, 0],
    ['not a boolean, which is refused later', { yes: 'no' }, 3],
  ])('a directive with a variable: %s', (_, variables, expected) => {
    const document =
      'query ($yes: Boolean = false) { refunds(first: 3) @include(if: $yes) { nodes { id } } }';
    expect(rows(document, variables)).toBe(expected);
    expect(cost(document, variables).isConstant).toBe(false);
  });

  test.each([
    ['null', { yes: null }, 'yes'],
    ['true', { yes: true }, undefined],
    ['left out: the default', {}, undefined],
  ])('a condition that is %s', (_, variables, expected) => {
    const document = 'query ($yes: Boolean = false) { ... @include(if: $yes) { refunds { totalCount } } }';
    expect(cost(document, variables).nullCondition).toBe(expected);
  });

  test('of a list of ids in a variable', () => {
    expect(rows('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2);
  });
});

describe('what costs more than one value', () => {
  const ofRows = (list: string, fields: string) => `{ ${list}(first: 1) { nodes { ${fields} } } }`;
  test.each<[string, string, { rows: number; values: number }]>([
    ['counting charges', '{ charges { totalCount } }', { rows: 20, values: 2 }],
    ['counting refunds', '{ refunds { totalCount } }', { rows: 20, values: 2 }],
    ['counting payment intents', '{ paymentIntents { totalCount } }', { rows: 20, values: 2 }],
    ['counting entries', '{ blockList { totalCount } }', { rows: 20, values: 2 }],
    ['counting API keys', '{ apiKeys { totalCount } }', { rows: 20, values: 2 }],
    ['metadata of a charge', ofRows('charges', 'metadata'), { rows: 1, values: 1 + 1 + 50 }],
    ['metadata of a refund', ofRows('refunds', 'metadata'), { rows: 1, values: 1 + 1 + 50 }],
    ['metadata of a payment intent', ofRows('paymentIntents', 'metadata'), { rows: 1, values: 1 + 1 + 50 }],
    ['lines', ofRows('refunds', 'lines { amount }'), { rows: 1, values: 1 + 1 + 10 + 10 }],
    ['disputes', ofRows('charges', 'disputes { status }'), { rows: 1 + 10, values: 1 + 1 + 10 + 10 }],
    ['a summary', '{ refundSummary(by: DAY) { count day } }', { rows: 1_000, values: 1_000 + 2_000 }],
    ['scopes', '{ viewer { scopes } }', { rows: 0, values: 1 + 10 }],
    ['limits of the caller', '{ viewer { refundLimits { currency } } }', { rows: 20, values: 1 + 20 + 20 }],
    ['reasons', '{ viewer { reasonCodes } }', { rows: 0, values: 1 + 20 }],
  ])('%s', (_, document, expected) => {
    expect(cost(document)).toMatchObject(expected);
  });

  test('entities of a federation are as many as were asked for', () => {
    const document =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Refund { id charge { id } } } }';
    const representations = [{}, {}, {}].map(() => ({ __typename: 'Refund', id: 're_1' }));
    expect(cost(document, { representations }, federatedSchema(schema))).toMatchObject({
      rows: 3 + 3,
      values: 3 + 3 + 3 + 3,
      isConstant: false,
    });
  });
});

describe('in any schema', () => {
  const other = buildSchema(`
    directive @other(if: Boolean, than: Boolean) on FIELD
    type Query { ids(first: Int, last: Int): [ID] page(first: Int): Page plain: Plain plains(first: Int): [Plain] deep(n: In): ID }
    type Page { items: [ID] more: Plain }
    type Plain { items: [ID] id: ID }
    interface Node { id: ID }
    type Row implements Node { id: ID }
    type Line implements Node { id: ID }
    union Rows = Row | Line
    union Mixed = Row | Plain
    extend type Query { node: Node row: Row rows: Rows mixed: Mixed }
    input In { list: [Int] one: Int }
  `);
  const values = (document: string, variables = {}) => cost(document, variables, other).values;

  test.each([
    ['below 1 is the default', 'first: 0', 10],
    ['negative is the default, and lowers no cost', 'first: -50', 10],
    ['of one', 'first: 1', 1],
    ['beyond that of any page is as large as one', 'first: 1000', 100],
    ['from the end', 'last: 7', 7],
    ['with both: the first', 'first: 3, last: 7', 3],
    ['that is null', 'first: null, last: 7', 7],
  ])('a size that is %s', (_, args, expected) => {
    expect(values(`{ ids(${args}) }`)).toBe(expected);
  });

  test('a list right below a size has as many items, and any other as many as the largest page', () => {
    expect(values('{ page(first: 3) { items } }')).toBe(1 + 3);
    expect(values('{ page(first: 3) { more { items } } }')).toBe(1 + 1 + 100);
    expect(values('{ plain { items id } }')).toBe(1 + 100 + 1);
    expect(values('{ plains(first: 3) { items } }')).toBe(3 + 3 * 100);
  });

  test('what has a global id is a row, also in a union of rows', () => {
    const counts = ['node', 'row', 'rows', 'mixed', 'plain'].map(
      (field) => cost(`{ ${field} { __typename } }`, {}, other).rows,
    );
    expect(counts).toEqual([1, 1, 1, 0, 0]);
  });

  test('no directive but two removes a field', () => {
    for (const directive of ['', '@other', '@other(if: false)', '@other(if: true)', '@other(than: true)'])
      expect(values(`{ plain ${directive} { id } }`), directive).toBe(2);
    for (const directive of ['@skip(if: true)', '@include(if: false)', '@other @skip(if: true)'])
      expect(values(`{ plain ${directive} { id } }`), directive).toBe(0);
  });

  test('a plan is kept for as long as its document, if it has no more fields than ordinary ones of its length', () => {
    const made = vi.spyOn(schema, 'getRootType');
    /** How often the plan of a document is made for three requests. */
    const plansOf = (document: string, noLocation = false) => {
      const parsed = parse(document, { noLocation });
      const operation = getOperationAST(parsed);
      if (!operation) throw new Error('The document needs one operation');
      made.mockClear();
      const costs = [1, 2, 3].map(() => costOf(schema, parsed, operation, {}).rows);
      expect(new Set(costs).size).toBe(1);
      return made.mock.calls.length;
    };
    const NAMES = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const aliases = (count: number) =>
      `{${[...NAMES.slice(0, count)].map((name) => `${name}:refunds{...f}`).join('')}}fragment f on RefundConnection{nodes{id}}`;
    expect(plansOf('{ refunds { nodes { id } } }')).toBe(1);
    expect(plansOf('{ refunds { nodes { id } } }', true)).toBe(3);
    expect(plansOf('{ refunds @skip(if: true) { nodes { id } } }')).toBe(1);
    expect(plansOf('query ($no: Boolean = false) { refunds @skip(if: $no) { nodes { id } } }')).toBe(3);
    // Each use of the fragment has four fields and types, in 15 characters.
    expect([39, 40, 52].map((count) => plansOf(aliases(count)))).toEqual([1, 3, 3]);
  });
});

test('values are fields, once for each object that has them', () => {
  expect(cost('{ refunds(first: 3) { nodes { id amount } pageInfo { endCursor } } }').values).toBe(
    1 + 3 + 6 + 1 + 1,
  );
});

test('an object that is a Node is a row, and one of another interface is none', () => {
  const of = buildSchema(`
    interface Node { id: ID! } interface Other { id: ID! }
    type Row implements Node { id: ID! } type Part implements Other { id: ID! }
    type Query { row: Row parts: [Part] node: Node other: Other }`);
  expect(cost('{ row { id } node { id } }', {}, of).rows).toBe(2);
  expect(cost('{ parts { id } other { id } }', {}, of).rows).toBe(0);
});

describe('writes of a mutation', () => {
  const create = 'createRefund(input: { charge: "a" }) { __typename }';
  test.each([
    ['one', `mutation { ${create} }`, {}, 1],
    ['aliases', `mutation { a: ${create} b: ${create} }`, {}, 2],
    ['fragments', `mutation { ...f } fragment f on Mutation { a: ${create} ... { b: ${create} } }`, {}, 2],
    [
      'several in one field',
      'mutation { createRefunds(input: { refunds: [{ charge: "a" }, { charge: "b" }] }) { __typename } }',
      {},
      2,
    ],
    [
      'several in a variable',
      'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { __typename } }',
      { input: { refunds: [{}, {}, {}] } },
      3,
    ],
    [
      'several in a list of a variable',
      'mutation ($refunds: [CreateRefundInput!]!) { createRefunds(input: { refunds: $refunds }) { __typename } }',
      { refunds: [{}, {}, {}] },
      3,
    ],
    ['a query', '{ __typename }', {}, 0],
  ])('%s', (_, document, variables, expected) => {
    expect(cost(document, variables).writes).toBe(expected);
  });

  test('the results hold as many rows as refunds were given', () => {
    const document =
      'mutation ($input: CreateRefundsInput!) { createRefunds(input: $input) { results { ... on CreateRefundPayload { refund { id } } } } }';
    expect(rows(document, { input: { refunds: [{}, {}, {}] } })).toBe(3);
  });
});

describe('a cost is computed again only for other sizes', () => {
  test.each([
    ['no variable', '{ refunds(first: 3) { nodes { id } } }', true],
    ['an id', 'query ($id: ID!) { refund(id: $id) { id } }', true],
    ['an id beside a size', '{ refunds(first: 3, after: null) { nodes { id } } }', true],
    ['a list of ids', 'query ($id: ID!) { nodes(ids: ["a", $id]) { id } }', false],
    ['ids without a variable', '{ nodes(ids: ["a", "b"]) { id } }', true],
    ['a literal condition', '{ refunds @skip(if: false) { totalCount } }', true],
    ['the size of a page', 'query ($n: Int) { refunds(first: $n) { nodes { id } } }', false],
    [
      'refunds within an input',
      'mutation ($charge: ID) { createRefunds(input: { refunds: [{ charge: $charge }] }) { __typename } }',
      false,
    ],
  ])('%s', (_, document, isConstant) => {
    expect(cost(document).isConstant).toBe(isConstant);
  });
});

test('every list of the schema is a page, or states its size', () => {
  const objects = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'));
  const lists = objects.flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => isListType(getNullableType(field.type)))
      .map((field) => `${type.name}.${field.name}`),
  );
  expect(lists.length).toBeGreaterThan(10);
  const below = (list: string): boolean => {
    const [parent] = list.split('.');
    return objects.every((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name === parent)
        .every(
          (field) =>
            field.args.some(({ name }) => name === 'first') ||
            fieldCosts[`${type.name}.${field.name}`]?.items,
        ),
    );
  };
  expect(lists.filter((list) => fieldCosts[list]?.items === undefined && !below(list))).toEqual([]);
  for (const name of Object.keys(fieldCosts)) {
    const [type = '', field = ''] = name.split('.');
    const parent = schema.getType(type);
    expect(isObjectType(parent) && field in parent.getFields(), name).toBe(true);
  }
});

describe('a page with wrong arguments is an error for each object that has it', () => {
  const within = (args: string): string =>
    `{ refunds(first: 7) { nodes { charge { refunds(${args}) { totalCount } } } } }`;
  test.each([
    ['first: 0', 7],
    ['last: 101', 7],
    ['first: 1, last: 1', 7],
    ['after: "none"', 7],
    ['before: ""', 7],
    ['first: 3', 0],
  ])('%s', (args, errors) => {
    expect(cost(within(args)).errors).toBe(errors);
  });

  test('by a variable', () => {
    const query =
      'query ($n: Int) { refunds(first: 2) { nodes { charge { refunds(first: $n) { totalCount } } } } }';
    expect([0, 3].map((n) => cost(query, { n }).errors)).toEqual([2, 0]);
  });

  test('a value that coercion will refuse is none', () => {
    const query =
      'query ($n: Int, $after: String) { charges(first: $n, after: $after) { totalCount } refunds(last: $n) { totalCount } }';
    for (const variables of [{ n: 'three' }, { n: '500' }, { n: '0' }, { after: 5 }, { after: {} }])
      expect(cost(query, variables).errors, JSON.stringify(variables)).toBe(0);
  });

  describe('a cursor is one of the order', () => {
    const row = { id: 'ch_1', amount: 5n, created: new Date(0) } as unknown as Selected<'charge'>;
    const byAmount = encodeCursor('charge', row, orders.amount.desc);
    const byAmountAscending = encodeCursor('charge', row, orders.amount.asc);
    const byTime = encodeCursor('charge', row);
    test.each([
      ['{ field: AMOUNT }', byAmount, 0],
      ['{ field: AMOUNT, direction: DESC }', byAmount, 0],
      ['{ field: AMOUNT, direction: null }', byAmount, 0],
      ['{ field: AMOUNT, direction: ASC }', byAmountAscending, 0],
      ['{ field: CREATED }', byTime, 0],
      ['null', byTime, 0],
      ['{ field: AMOUNT, direction: ASC }', byAmount, 1],
      ['{ field: AMOUNT }', byAmountAscending, 1],
      ['{ field: AMOUNT }', byTime, 1],
      ['{ field: CREATED, direction: ASC }', byTime, 1],
      ['{ field: CREATED }', byAmount, 1],
      ['null', byAmount, 1],
    ])('%s with %s', (orderBy, after, errors) => {
      const literal = `{ charges(first: 2, after: "${after}", orderBy: ${orderBy}) { totalCount } }`;
      expect(cost(literal).errors).toBe(errors);
      const query =
        'query ($after: String, $order: ChargeOrder) { charges(after: $after, orderBy: $order) { totalCount } }';
      const order: unknown = JSON.parse(orderBy.replace(/[a-z]+(?=:)|[A-Z]+/g, '"$&"'));
      expect(cost(query, { after, order }).errors).toBe(errors);
    });

    test('by variables within the order', () => {
      const query = `query ($after: String, $field: ChargeOrderField!, $direction: OrderDirection) {
        charges(after: $after, orderBy: { field: $field, direction: $direction }) { totalCount } }`;
      const errorsOf = (after: string, field: string, direction?: string | null) =>
        cost(query, { after, field, direction }).errors;
      expect(errorsOf(byAmount, 'AMOUNT', 'DESC')).toBe(0);
      expect(errorsOf(byAmount, 'AMOUNT', null)).toBe(0);
      expect(errorsOf(byAmount, 'AMOUNT')).toBe(0);
      expect(errorsOf(byAmount, 'AMOUNT', 'ASC')).toBe(1);
      expect(errorsOf(byAmount, 'CREATED')).toBe(1);
    });

    test.each(['{}', '"AMOUNT"', '[]', '{ "field": "amount" }', '{ "field": 1 }'])(
      'an order that coercion will refuse is none: %s',
      (order) => {
        const query =
          'query ($after: String, $order: ChargeOrder) { charges(after: $after, orderBy: $order) { totalCount } }';
        expect(cost(query, { after: byTime, order: JSON.parse(order) }).errors).toBe(0);
      },
    );
  });

  test('of every connection of the schema', () => {
    const connections = Object.keys(schema.getTypeMap()).filter((name) => name.endsWith('Connection'));
    expect(Object.keys(connectionModels).toSorted()).toEqual(connections.toSorted());
  });
});

/** The fields of a type that have no selections and need no arguments. */
const allFields = (type: string): string =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter((field) => isLeafType(getNamedType(field.type)))
    .map(({ name }) => name)
    .join(' ');

describe('what ordinary clients send is far below the limits', () => {
  test.each([
    [
      'a page of a hundred refunds with their charges, payment intents and metadata',
      '{ refunds(first: 100) { edges { cursor node { id amount amountFormatted currency status reason created metadata charge { id amount amountRefunded amountRefundable status metadata paymentMethodDetails { type card { brand last4 } } } paymentIntent { id amount status } } } pageInfo { hasNextPage endCursor } totalCount } }',
    ],
    [
      'a hundred charges with their refunds and the events of these',
      '{ charges(first: 100) { nodes { id amount refunds(first: 10) { nodes { id amount status } pageInfo { hasNextPage } } } pageInfo { endCursor } } }',
    ],
    [
      'four summaries beside a page',
      '{ a: refundSummary(by: DAY) { day count } b: refundSummary(by: STATUS) { status count } c: refundSummary(by: REASON) { reason count } refunds(first: 20) { nodes { id charge { id } } } }',
    ],
    [
      'a hundred refunds with all fields of the refund and of its charge',
      `{ refunds(first: 100) { nodes { ${allFields('Refund')} charge { ${allFields('Charge')} } } pageInfo { hasNextPage endCursor } totalCount } }`,
    ],
    [
      'the same list in three fragments of three components',
      `{ refunds(first: 100) { nodes { ...A ...B ...C } } } ${['A', 'B', 'C']
        .map(
          (name) =>
            `fragment ${name} on Refund { id charge { id refunds(first: 20) { nodes { id status } } } }`,
        )
        .join(' ')}`,
    ],
    [
      'a hundred nodes of any type with metadata',
      `{ nodes(ids: [${Array.from({ length: 100 }, (_, id) => `"re_${id}"`)}]) { id ... on Refund { metadata } ... on Charge { metadata } ... on PaymentIntent { metadata } } }`,
    ],
  ])('%s', (_, query) => {
    const { rows: count, values } = cost(query);
    expect(count).toBeLessThanOrEqual(REQUEST_LIMITS.maxRows);
    expect(values).toBeLessThanOrEqual(0.9 * REQUEST_LIMITS.maxValues + 5_000);
  });

  test('a follower of refunds with their charge, payment intent and metadata', () => {
    const { rows: count, values } = cost(
      'subscription { refundEvents { id type created changes { field } refund { id amount status metadata charge { id amountRefundable metadata paymentIntent { id } refunds(first: 10) { nodes { id status } } } } } }',
    );
    expect(count).toBeLessThanOrEqual(REQUEST_LIMITS.maxEventRows);
    expect(values).toBeLessThanOrEqual(REQUEST_LIMITS.maxEventValues);
  });

  test("GraphiQL's introspection", () => {
    const document = parseWithinLimits(getIntrospectionQuery(), undefined, REQUEST_LIMITS);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('no operation');
    const { values } = costOf(schema, document, operation, {});
    expect(values).toBeGreaterThan(5_000);
    expect(values).toBeLessThan(REQUEST_LIMITS.maxValues);
  });
});
