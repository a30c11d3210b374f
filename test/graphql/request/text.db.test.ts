import { describe, expect, test } from 'vitest';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();

/** Every place for a caller's text, as a document in which a literal or the variable `$text` replaces `TEXT`. */
const places: readonly (readonly [string, string, string])[] = [
  ['an id', 'ID!', '{ refund(id: TEXT) { id } }'],
  ['a node’s id', 'ID!', '{ node(id: TEXT) { id } }'],
  ['one of many ids', 'ID!', '{ nodes(ids: [TEXT]) { id } }'],
  ['a cursor', 'String', '{ refunds(after: TEXT) { totalCount } }'],
  ['a filter', 'ID', '{ refunds(filter: { charge: TEXT }) { totalCount } }'],
  ['a search of charges', 'String', '{ charges(filter: { search: TEXT }) { totalCount } }'],
  ['a search of refunds', 'String', '{ refunds(filter: { search: TEXT }) { nodes { id } } }'],
  ['a name', 'String', '{ charges(filter: { name: TEXT }) { totalCount } }'],
  ['a name of a refund’s customer', 'String', '{ refunds(filter: { name: TEXT }) { totalCount } }'],
  ['words of a description', 'String', '{ charges(filter: { description: TEXT }) { totalCount } }'],
  ['an address', 'String', '{ charges(filter: { email: TEXT }) { totalCount } }'],
  ['the start of an address', 'String', '{ refunds(filter: { emailStartsWith: TEXT }) { totalCount } }'],
  ['last four digits', 'String', '{ charges(filter: { last4: TEXT }) { totalCount } }'],
  ['a payment method', 'String!', '{ charges(filter: { paymentMethodType: [TEXT] }) { totalCount } }'],
  ['a metadata key', 'String!', '{ charges(filter: { metadata: { key: TEXT } }) { totalCount } }'],
  [
    'a metadata value',
    'String',
    '{ charges(filter: { metadata: { key: "a", value: TEXT } }) { totalCount } }',
  ],
  ['a caller', 'String', '{ refunds(filter: { createdBy: TEXT }) { totalCount } }'],
  ['a sum', 'String', '{ refundSummary(by: STATUS, filter: { search: TEXT }) { count } }'],
  ['a cursor of an order', 'String', '{ charges(after: TEXT, orderBy: { field: AMOUNT }) { nodes { id } } }'],
  ['a locale', 'String', '{ refunds { nodes { amountFormatted(locale: TEXT) } } }'],
  ['a charge', 'ID', 'mutation { createRefund(input: { charge: TEXT }) { __typename } }'],
  [
    'a key',
    'String',
    'mutation { createRefund(input: { charge: "ch_x", idempotencyKey: TEXT }) { __typename } }',
  ],
  [
    'an e-mail',
    'String',
    'mutation { createRefund(input: { charge: "ch_x", instructionsEmail: TEXT }) { __typename } }',
  ],
  [
    'a value',
    'String',
    'mutation { createRefund(input: { charge: "ch_x", metadata: { a: TEXT } }) { __typename } }',
  ],
];

const withVariable = (type: string, document: string): string => {
  const [head, ...rest] = document.startsWith('mutation')
    ? ['mutation', document.slice(8)]
    : ['query', document];
  return `${head} ($text: ${type})${rest.join('').replace('TEXT', '$text')}`;
};

describe.each(places)('text that PostgreSQL cannot store is BAD_USER_INPUT as %s', (_, type, document) => {
  test.each(['\0', 'ab\0cd', '\ud800', 'a\udc00', '\udc00\ud800'])('in a variable: %j', async (text) => {
    const { data, errors } = await gateway.query(withVariable(type, document), { text });
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['"a\\u0000"', 'BAD_USER_INPUT'],
    ['"\\u{0}"', 'BAD_USER_INPUT'],
    ['"""a\0"""', 'BAD_USER_INPUT'],
    ['"\\uD800"', 'GRAPHQL_PARSE_FAILED'],
    ['"\ud800"', 'GRAPHQL_PARSE_FAILED'],
  ])('as a literal: %j', async (literal, code) => {
    const { data, errors } = await gateway.query(document.replace('TEXT', literal));
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

test('such text is BAD_USER_INPUT in a metadata key, deep in an input, and in a variable’s default', async () => {
  const create = 'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename } }';
  for (const metadata of [{ 'a\0': 'b' }, { '\ud800': 'b' }, { a: '\ud800' }, { a: '\0' }]) {
    const { errors } = await gateway.query(create, { input: { charge: 'ch_x', metadata } });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
  const { errors } = await gateway.query('query ($id: ID! = "\\u0000") { refund(id: $id) { id } }');
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('a variable with 40,000 brackets is checked without recursion', async () => {
  const deep = `${'['.repeat(40_000)}"\\u0000"${']'.repeat(40_000)}`;
  const response = await gateway.http({
    headers: { 'content-type': 'application/json' },
    body: `{"query":"{ __typename }","variables":{"unused":${deep}}}`,
  });
  expect(response.json().errors[0].extensions.code).toBe('BAD_USER_INPUT');
});

test('all other Unicode text is stored unchanged', async () => {
  const text = 'Zoë 😀 \u{10ffff} \ufeff \u200f e\u0301 \x01\x7f';
  const refund = await insertRefund(gateway.database, await insertCharge(gateway.database));
  const { data } = await gateway.query(
    `mutation ($id: ID!, $metadata: Metadata!) { updateRefundMetadata(input: { refund: $id, metadata: $metadata }) {
      ... on UpdateRefundMetadataPayload { refund { metadata } } } }`,
    { id: refund.id, metadata: { [text]: text } },
  );
  expect(data.updateRefundMetadata.refund.metadata).toEqual({ [text]: text });
});

test.each(['search', 'name', 'description'])(
  'other control characters, pieces of emoji and marks without a letter are taken as a %s',
  async (field) => {
    const query = `query ($text: String) { charges(filter: { ${field}: $text }) { totalCount }
      refunds(filter: { ${field === 'description' ? 'search' : field}: $text }) { totalCount } }`;
    const odd = [
      '\x01',
      '\x7f',
      '\ufeff',
      '\u200d',
      '\ufe0f',
      '\u0301',
      '\u1680',
      'a\u1680b',
      '\ufffe',
      '\u{10ffff}',
      '👩‍👩‍👧',
    ];
    for (const text of odd) {
      const { data, errors } = await gateway.query(query, { text });
      expect(errors, JSON.stringify(text)).toBeUndefined();
      expect(data).toEqual({ charges: { totalCount: 0 }, refunds: { totalCount: 0 } });
    }
  },
);

const oddIds = [
  '',
  ' ',
  '_',
  're',
  're_',
  '1',
  'null',
  '*',
  '%',
  "' OR '1'='1",
  "'; DROP TABLE refund; --",
  '../../etc/passwd',
  '{"$ne":null}',
  '__proto__',
  'constructor',
  'x'.repeat(100_000),
  '\u{10ffff}',
  'ch_\n',
];
test.each(oddIds)('rule 1.3: an odd id is not found: %j', async (id) => {
  for (const [field, name] of [
    ['refund', 'refund'],
    ['charge', 'charge'],
    ['paymentIntent', 'payment_intent'],
  ] as const) {
    const { data, errors } = await gateway.query(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id });
    expect(data).toEqual({ [field]: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      message: `No such ${name}: '${id.length > 64 ? `${id.slice(0, 64)}…` : id}'`,
      path: [field],
      extensions: { code: 'RESOURCE_MISSING', param: 'id' },
    });
  }
});
