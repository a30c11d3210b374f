import { expect, test } from 'vitest';
import { federatedSchema } from '../../../src/graphql/federation/federated-schema.js';
import { MAX_REPRESENTATIONS } from '../../../src/graphql/federation/representation.js';
import { schema } from '../../../src/graphql/schema.js';
import { statementsOf } from '../../support/databases/statements.js';
import { answerOfGraphqlJs } from '../../support/gateways/answer-of-graphql-js.js';
import { as, TestCallers } from '../../support/gateways/test-callers.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';
import { insertRichRefunds } from '../../support/rows/rich-refunds.js';

const gateway = testGateway({ federation: true });
let ids: Awaited<ReturnType<typeof insertRichRefunds>>;
gateway.prepare(async () => {
  ids = await insertRichRefunds(gateway.database, 25);
});

/** As a router asks: a fragment for each type. */
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Refund { id amount status charge { id amountRefundable } }
    ... on Charge { id amount refunds(first: 2) { nodes { id } } }
    ... on PaymentIntent { id description latestCharge { id } }
  } }`;

const representationsOf = (count: number) =>
  (['Refund', 'Charge', 'PaymentIntent'] as const).flatMap((__typename) =>
    ids[__typename].slice(0, count).map((id) => ({ __typename, id })),
  );

test('the entities of all types are found in order, and null stands for an unknown id', async () => {
  const known = representationsOf(2);
  const unknown = [
    { __typename: 'Refund', id: 're_unknown' },
    { __typename: 'Refund', id: known.at(-1)?.id },
    { __typename: 'Charge', id: '' },
  ];
  const { data, errors } = await gateway.query(ENTITIES, {
    representations: [...unknown, ...known, known[0]],
  });
  expect(errors).toBeUndefined();
  expect(data._entities).toMatchObject([null, null, null, ...known, known[0] ?? {}]);
  expect(data._entities[3].charge.amountRefundable).toBeTypeOf('number');
});

test('what a router knows besides the key is ignored', async () => {
  const [id] = ids.Charge;
  const representations = [{ __typename: 'Charge', id, amount: -1, orders: [{ id: 1 }] }];
  const { data } = await gateway.query(ENTITIES, { representations });
  expect(data._entities[0].amount).toBeGreaterThan(0);
});

test('one statement reads all entities of a type, however many there are', async () => {
  const count = async (representations: object[]) =>
    (await statementsOf(() => gateway.query(ENTITIES, { representations }))).length;
  // Refunds with their charges, charges, their refunds, payment intents, and their charges.
  const few = await count(representationsOf(2));
  expect(few).toBeLessThanOrEqual(5);
  expect(await count(representationsOf(25))).toBe(few);
  expect(await count(representationsOf(25).filter(({ __typename }) => __typename === 'Refund'))).toBe(1);
});

test.each([
  ['a type that is no entity', { __typename: 'RefundEvent', id: 'evt_1' }],
  ['an unknown type', { __typename: 'Order', id: '1' }],
  ['a property that every object has', { __typename: 'constructor', id: '1' }],
  ['no type', { id: 're_1' }],
  ['no key', { __typename: 'Refund' }],
  ['a key that is no text', { __typename: 'Refund', id: 17 }],
  ['a list', [{ __typename: 'Refund', id: 're_1' }]],
  ['text', 're_1'],
])('%s as a representation is PARAMETER_INVALID', async (_, bad) => {
  const [good] = representationsOf(1);
  const { data, errors } = await gateway.query(ENTITIES, { representations: [good, bad] });
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toMatchObject({
    path: ['_entities'],
    extensions: { code: 'PARAMETER_INVALID', param: 'representations' },
  });
});

test('as many representations as variables may have items are answered, and one more is refused', async () => {
  const { id } = await insertCharge(gateway.database);
  const literal = `{ __typename: "Charge", id: "${id}" }`;
  const ask = (count: number) =>
    gateway.query(`query ($all: [_Any!]!) { _entities(representations: $all) { ... on Charge { id } } }`, {
      all: Array.from({ length: count }, () => ({ __typename: 'Charge', id })),
    });
  expect((await ask(MAX_REPRESENTATIONS)).data._entities).toHaveLength(MAX_REPRESENTATIONS);
  expect((await ask(MAX_REPRESENTATIONS + 1)).errors?.[0]?.extensions).toMatchObject({
    code: 'LIMIT_EXCEEDED',
  });
  const literals = Array.from({ length: MAX_REPRESENTATIONS + 1 }, () => literal).join();
  const { errors } = await gateway.query(`{ _entities(representations: [${literals}]) { __typename } }`);
  expect(errors?.[0]?.extensions.code).toBe('PARAMETER_INVALID');
});

test('representations cost as many rows as ids of nodes do', async () => {
  const limited = testGateway({ federation: true, holder: gateway, requestLimits: { maxRows: 20 } });
  const [id] = ids.Charge;
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Charge { refunds(first: 9) { nodes { id } } } } }`;
  const ask = (count: number) =>
    limited.query(query, {
      representations: Array.from({ length: count }, () => ({ __typename: 'Charge', id })),
    });
  expect((await ask(2)).errors).toBeUndefined();
  expect((await ask(3)).errors?.[0]?.extensions).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    limit: 'MAX_ROWS',
    count: 30,
  });
});

test('the compiled operation, the standard path and graphql-js give the same answer', async () => {
  const federated = federatedSchema(schema);
  const cases = [
    { query: ENTITIES, variables: { representations: representationsOf(3) } },
    { query: ENTITIES, variables: { representations: [{ __typename: 'Order', id: '1' }] } },
    {
      query: `query ($id: String!) { _entities(representations: [{ __typename: "Charge", id: $id }]) { ... on Charge { id } } }`,
      variables: { id: ids.Charge[0] ?? '' },
    },
    { query: '{ _service { sdl } }', variables: {} },
  ];
  for (const { query, variables } of cases) {
    const { data } = await answerOfGraphqlJs(gateway, federated, { query, variables });
    const answers: unknown[] = [];
    // A document is compiled when it arrives the third time. What may be a subscription takes the standard path.
    for (const text of [query, query, query, query, `${query}\n# no subscription`])
      answers.push((await gateway.query(text, variables)).data);
    expect(answers).toEqual(answers.map(() => JSON.parse(JSON.stringify(data))));
  }
});

test('entities need the scope refunds:read, and personal fields of them their own', async () => {
  const callers = new TestCallers();
  callers.add('reader', ['refunds:read']);
  callers.add('watcher', ['events:read']);
  const guarded = testGateway({ federation: true, holder: gateway, recognizer: callers });
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Charge { id blockListEntries { value } } } }`;
  const representations = [{ __typename: 'Charge', id: ids.Charge[0] }];
  const refused = await guarded.query(query, { representations }, as('watcher'));
  expect([refused.data ?? null, refused.errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
  const read = await guarded.query(query, { representations }, as('reader'));
  expect(read.data._entities).toEqual([{ id: ids.Charge[0], blockListEntries: null }]);
  expect(read.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await guarded.query('{ _service { sdl } }', {}, as('watcher'))).data._service.sdl).toContain(
    '@key',
  );
  expect((await guarded.query('{ _service { sdl } }')).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('without the setting, the gateway has neither field', async () => {
  const plain = testGateway({ holder: gateway });
  for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])
    expect((await plain.query(query)).errors?.[0]?.message).toContain('Cannot query field');
});
