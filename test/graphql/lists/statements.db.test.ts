import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../src/graphql/schema.js';
import { statementsOf } from '../../support/databases/statements.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway();
const PARENTS = 25;
let ids: Awaited<ReturnType<typeof insertRichRefunds>>;
gateway.prepare(async () => {
  ids = await insertRichRefunds(gateway.database, PARENTS);
  // One more charge has more refunds than a nested page.
  const charge = await insertCharge(gateway.database);
  for (let count = 0; count < 12; count++) await insertRefund(gateway.database, charge, { amount: 1n });
});

/** The number of statements that a query takes. The query must be answered without an error. */
async function count(query: string, variables: object = {}): Promise<number> {
  let errors: unknown;
  const statements = await statementsOf(async () => {
    ({ errors } = await gateway.query(query, variables));
  });
  expect(errors).toBeUndefined();
  return statements.length;
}

test('section 9: a page of refunds with charge and payment intent is one statement, at any length', async () => {
  const page = `query ($first: Int) { refunds(first: $first) {
    nodes { id amount charge { id amountRefundable } paymentIntent { id description } }
    edges { cursor node { charge { paymentIntent { id } } } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
  expect(await count(page, { first: 1 })).toBe(1);
  expect(await count(page, { first: 30 })).toBe(1);
});

test('a list of what has a charge or a payment intent is one statement, unless it is empty', async () => {
  const [charge, paymentIntent] = [ids.Charge[0], ids.PaymentIntent[0]];
  const list = (name: string, type: string) =>
    `query ($filter: ${type}) { ${name}(filter: $filter) { nodes { id } } }`;
  expect(await count(list('refunds', 'RefundFilter'), { filter: { charge, paymentIntent } })).toBe(1);
  expect(await count(list('charges', 'ChargeFilter'), { filter: { paymentIntent } })).toBe(1);
  expect(await count(list('refundApprovals', 'RefundApprovalFilter'), { filter: { charge } })).toBe(1);
});

test('a refund with its charge and payment intent is one statement', async () => {
  const query =
    'query ($id: ID!) { refund(id: $id) { id charge { id paymentIntent { id } } paymentIntent { id } } }';
  expect(await count(query, { id: ids.Refund[0] })).toBe(1);
});

test('twenty charges with their first ten refunds are two statements', async () => {
  expect(await count('{ charges(first: 20) { nodes { id refunds(first: 10) { nodes { id } } } } }')).toBe(2);
});

test('totalCount adds one statement to each level that selects it, and none to other levels', async () => {
  const query = (root: string, nested: string) =>
    `{ charges(first: 20) { ${root} nodes { id refunds(first: 2) { ${nested} nodes { id } } } } }`;
  expect(await count(query('', ''))).toBe(2);
  expect(await count(query('totalCount', ''))).toBe(3);
  expect(await count(query('', 'totalCount'))).toBe(3);
  expect(await count(query('totalCount', 'totalCount'))).toBe(4);
});

test('fragments, aliases and fields that are selected twice are read together', async () => {
  const query = `
    query { refunds(first: 25) {
      nodes { ...A ... on Refund { charge { currency } other: charge { paymentIntent { id } } } }
      nodes { charge { status paymentIntent { status } } }
    } }
    fragment A on Refund { charge { id ...B } ... { paymentIntent { id } } }
    fragment B on Charge { amountRefundable }`;
  expect(await count(query)).toBe(1);
});

test('rows that a request names one by one are read together, even in a fragment', async () => {
  const [one, other] = ids.Refund;
  const both = `one: refund(id: "${one}") { amount } other: refund(id: "${other}") { amount }`;
  expect(await count(`{ ${both} }`)).toBe(1);
  expect(await count(`{ ...Both } fragment Both on Query { ${both} }`)).toBe(1);
  expect(await count(`{ refund(id: "${one}") { amount charge { amount } } }`)).toBe(1);
});

test('refund, charge, refunds, charge: one statement for each list, none for the relations of its rows', async () => {
  const query = (parents: readonly string[]) =>
    count(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { charge { refunds { nodes {
        charge { paymentIntent { id } } balanceTransaction { id } } } } } } }`,
      { ids: parents },
    );
  expect(await query(ids.Refund.slice(0, 1))).toBe(2);
  expect(await query(ids.Refund)).toBe(2);
});

test('section 16: what refunds replace is joined, and what replaces them is one statement more, however many they are', async () => {
  const page = (fields: string) => `query ($first: Int) { refunds(first: $first) { nodes { ${fields} } } }`;
  const both = 'lines { description amount } replaces { id status } replacedBy { id status }';
  for (const first of [1, 30]) {
    expect(await count(page('lines { amount } replaces { id replaces { id } }'), { first })).toBe(1);
    expect(await count(page(both), { first })).toBe(2);
  }
  const held = '{ refundApprovals(first: 30) { nodes { lines { amount } reasonCode replaces { id } } } }';
  expect(await count(held)).toBe(2);
});

test('the notes of events are one statement for all of a page', async () => {
  // Refunds that have events. Others have no notes to read.
  const notes = (parents: readonly string[]) =>
    count(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { events(first: 5) { nodes { type note } } } } }`,
      { ids: parents },
    );
  expect(await notes(ids.Refund.slice(0, 1))).toBe(3);
  expect(await notes(ids.Refund)).toBe(3);
});

test('createRefund without a key is two statements, with the refund and its charge', async () => {
  const charge = await insertCharge(gateway.database);
  const mutation = `mutation ($charge: ID!) { createRefund(input: { charge: $charge, amount: 1 }) {
    ... on CreateRefundPayload { refund { id status charge { id amountRefundable } } } } }`;
  expect(await count(mutation, { charge: charge.id })).toBe(2);
});

/**
 * The count of the statement that was sent most often. Answers that arrive at different moments split the loading of a
 * level, so the same query may take a few statements more or less.
 */
async function mostRepeated(query: string, variables: object): Promise<number> {
  const statements = await statementsOf(() => gateway.query(query, variables));
  const counts = new Map<string, number>();
  for (const text of statements) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Math.max(...counts.values());
}

/** All fields of a type, with `levels` levels of objects with an id. Connections are followed to their `nodes`. */
function selectionOf(type: GraphQLObjectType, levels: number): string {
  const fields = Object.values(type.getFields()).map(({ name, type: fieldType }) => {
    const below = getNamedType(fieldType as GraphQLOutputType);
    if (isLeafType(below)) return name;
    const rest = levels - (isObjectType(below) && Object.hasOwn(below.getFields(), 'id') ? 1 : 0);
    return isObjectType(below) && rest >= 0 ? `${name} ${selectionOf(below, rest)}` : '';
  });
  return `{ ${fields.join(' ')} }`;
}

const PARENT_TYPES = [
  'BlockListEntry',
  'Refund',
  'Charge',
  'PaymentIntent',
  'Dispute',
  'RefundEvent',
  'RefundApproval',
  'RefundApprovalEvent',
] as const;
const objectFields = PARENT_TYPES.flatMap((parent) =>
  Object.values((schema.getType(parent) as GraphQLObjectType).getFields())
    .map(({ name, type }) => ({ parent, name, type: getNamedType(type) }))
    .filter((field): field is typeof field & { type: GraphQLObjectType } => isObjectType(field.type)),
);

test.each(objectFields)('$parent › $name sends no statement for each of 25 parents', async (field) => {
  const { parent, name, type } = field;
  const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${parent} { ${name} ${selectionOf(type, 2)} } } }`;
  expect(await mostRepeated(query, { ids: ids[parent] })).toBeLessThan(PARENTS / 2);
});

test.each([
  ['refunds', 'Refund'],
  ['charges', 'Charge'],
  ['paymentIntents', 'PaymentIntent'],
  ['blockList', 'BlockListEntry'],
])('a page of %s with all relations sends no statement for each of its 25 rows', async (list, type) => {
  const query = `query ($first: Int) { ${list}(first: $first) {
    totalCount nodes ${selectionOf(schema.getType(type) as GraphQLObjectType, 1)} } }`;
  expect(await mostRepeated(query, { first: PARENTS })).toBeLessThan(PARENTS / 2);
});

test('the tests above cover every type with an id and relations', () => {
  const related = Object.values(schema.getTypeMap()).filter(
    (type) =>
      isObjectType(type) &&
      type.getInterfaces().some(({ name }) => name === 'Node') &&
      Object.values(type.getFields()).some((field) => isObjectType(getNamedType(field.type))),
  );
  expect(related.map(({ name }) => name).toSorted()).toEqual([...PARENT_TYPES].toSorted());
});

test('the rich refunds have a row for every relation, so that every relation is tested', async () => {
  for (const { parent, name } of objectFields) {
    const { data } = await gateway.query(
      `query ($id: ID!) { node(id: $id) { ... on ${parent} { found: ${name} { __typename } } } }`,
      { id: ids[parent][0] },
    );
    expect(data.node.found, `${parent}.${name}`).not.toBeNull();
  }
});
