import { request as httpRequest } from 'node:http';
import { describe, expect, test } from 'vitest';
import { listeningGateway } from '../support/gateways/listening-gateway.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';

const { gateway, url } = listeningGateway();
const REFUND = 're_SameBothWays';
const CHARGE = 'ch_SameBothWays';
gateway.prepare(async () => {
  const charge = await insertCharge(gateway.database, { id: CHARGE });
  await insertRefund(gateway.database, charge, { id: REFUND, amount: 100n });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: object;
  readonly body: string;
}

function send(body: string | Buffer, headers: Record<string, string | string[]>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      url(),
      { method: 'POST', headers: { 'x-request-id': 'same', ...headers }, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => {
          const { date, ...others } = answer.headers;
          resolve({ status: answer.statusCode, headers: others, body: text });
        });
      },
    );
    sent.on('error', reject).end(body);
  });
}

const json = { 'content-type': 'application/json' };
const ask = (query: string, variables?: object): string => JSON.stringify({ query, variables });
const create = (input: object) =>
  ask(
    'mutation ($input: CreateRefundInput!) { createRefund(input: $input) { __typename ... on RefundError { code message param } } }',
    { input },
  );

const bodies: Record<string, string | Buffer> = {
  'a row': ask('query ($id: ID!) { refund(id: $id) { id amount charge { id amountRefundable } } }', {
    id: REFUND,
  }),
  'a page': ask('{ refunds(first: 1) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } }'),
  'an error for an unknown id': ask('{ refund(id: "re_none") { id } }'),
  'an error beside data': ask('{ refunds(first: 101) { totalCount } node(id: "ch_none") { id } }'),
  'a refusal': create({ charge: 'ch_none' }),
  'a refusal of the input': create({}),
  'a preview': ask(
    `{ refundPreview(input: { charge: "${CHARGE}" }) { __typename ... on RefundPreview { amount } } }`,
  ),
  'a value that a scalar refuses': create({ charge: CHARGE, amount: 1.5 }),
  'missing variables': ask('query ($id: ID!) { refund(id: $id) { id } }'),
  'no GraphQL': ask('{ refunds('),
  'an unknown field': ask('{ refundz { totalCount } }'),
  'two operations without an operationName': ask('query A { __typename } query B { __typename }'),
  'two operations with an operationName': JSON.stringify({
    query: 'query A { a: __typename } query B { b: __typename }',
    operationName: 'B',
  }),
  'an unknown operationName': JSON.stringify({ query: 'query A { __typename }', operationName: 'C' }),
  'an empty operationName': JSON.stringify({ query: 'query A { __typename }', operationName: '' }),
  'an empty operationName for two operations': JSON.stringify({
    query: 'query A { __typename } query B { __typename }',
    operationName: '',
  }),
  'no query': '{}',
  'a query that is not a string': '{"query":1}',
  'variables that are not an object': '{"query":"{ __typename }","variables":[1]}',
  'extensions that are not an object': '{"query":"{ __typename }","extensions":1}',
  'an unknown parameter': '{"query":"{ __typename }","id":1}',
  'NUL in a variable': ask('query ($id: ID!) { refund(id: $id) { id } }', { id: 're_\0' }),
  'a lone surrogate in a literal': '{"query":"{ refund(id: \\"\\ud800\\") { id } }"}',
  'a batch': '[{"query":"{ __typename }"}]',
  'a number': '1',
  null: 'null',
  text: '"{ __typename }"',
  'no JSON': '{"query":',
  nothing: '',
  'a byte order mark': '\ufeff{"query":"{ __typename }"}',
  'bytes that are not UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  'a __proto__ parameter': '{"query":"{ __typename }","__proto__":{"a":1}}',
  'more than 200 KB': ask('{ __typename }', { a: 'x'.repeat(200_000) }),
  introspection: ask('{ __schema { queryType { name } } }'),
};

/** Heads that are refused, or read, before the paths split, with the status of the answer. */
const heads: Record<string, readonly [number, Record<string, string | string[]>]> = {
  'two keys': [400, { 'idempotency-key': ['one', 'other'] }],
  'the same key twice': [400, { 'idempotency-key': ['one', 'one'] }],
  'a key that is not ASCII': [400, { 'idempotency-key': 'cl\u00e9' }],
  'a key with a tab': [400, { 'idempotency-key': 'a\tb' }],
  'an encoding': [415, { 'content-encoding': 'x-nope' }],
  'a charset': [415, { 'content-type': 'application/json; charset=latin1' }],
  'another content type': [415, { 'content-type': 'text/plain' }],
  'a content type in capitals': [200, { 'content-type': 'APPLICATION/JSON; Charset=UTF-8' }],
  'a foreign Host': [421, { host: 'evil.example' }],
  'a foreign Origin': [403, { origin: 'https://evil.example' }],
};

/**
 * Each pair accepts the same content type. The fast path does not handle the second header, because the client prefers a
 * stream: `test/graphql/request/plugins.test.ts`.
 */
const accepts = [
  ['*/*', 'text/event-stream, */*'],
  ['application/json', 'text/event-stream, application/json'],
  ['application/graphql-response+json', 'text/event-stream, application/graphql-response+json'],
  [
    'application/graphql-response+json, application/json',
    'text/event-stream, application/graphql-response+json, application/json',
  ],
] as const;

describe.each(accepts)(
  'for Accept %s the fast path and the standard path give the same answer, byte by byte',
  (fast, standard) => {
    const compare = async (body: string | Buffer, headers: Record<string, string | string[]>) => {
      const one = await send(body, { ...headers, accept: fast });
      expect(one).toEqual(await send(body, { ...headers, accept: standard }));
      expect(one.headers).toMatchObject({ 'x-request-id': 'same' });
      if (one.body) expect(one.headers).toHaveProperty('content-length', String(Buffer.byteLength(one.body)));
      return one;
    };

    test.each(Object.entries(bodies))('%s', async (_, body) => {
      await compare(body, json);
    });

    test.each(Object.entries(heads))('%s', async (_, [status, headers]) => {
      const answer = await compare(bodies['a row'] as string, { ...json, ...headers });
      expect(answer.status).toBe(status);
    });

    test('a chunked body', async () => {
      const one = await compare(bodies['a row'] as string, { ...json, 'transfer-encoding': 'chunked' });
      expect(one.body).toContain(REFUND);
    });
  },
);

test.each(['application/json', 'application/graphql-response+json'])(
  'a subscription for a client that only accepts %s is read, and refused',
  async (accept) => {
    const body = ask('subscription { refundEvents { id } }');
    const answer = await send(body, { ...json, accept });
    expect(answer.status).toBe(406);
    expect(JSON.parse(answer.body).errors[0]).toMatchObject({
      message: expect.stringContaining('Accept: text/event-stream'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  },
);

test('two keys that are not UTF-8 do not become one: no refund is created', async () => {
  const charge = await insertCharge(gateway.database);
  const [start = '', end = ''] = create({ charge: charge.id, idempotencyKey: '|' }).split('|');
  for (const byte of [0xff, 0xfe])
    for (const accept of ['*/*', 'text/event-stream, */*']) {
      const body = Buffer.concat([Buffer.from(start), Buffer.from([byte]), Buffer.from(end)]);
      const answer = await send(body, { ...json, accept });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.body).errors[0]).toMatchObject({
        message: 'The body is not valid UTF-8.',
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  expect(await gateway.database.prisma.refund.count({ where: { chargeId: charge.id } })).toBe(0);
});

test('both paths read the header Idempotency-Key', async () => {
  const charge = await insertCharge(gateway.database);
  const body = ask(`mutation { createRefund(input: { charge: "${charge.id}", amount: 1 }) {
    ... on CreateRefundPayload { idempotentReplay refund { id } } } }`);
  const [first, again] = [
    await send(body, { ...json, 'idempotency-key': 'both-ways', accept: 'application/json' }),
    await send(body, {
      ...json,
      'idempotency-key': 'both-ways',
      accept: 'text/event-stream, application/json',
    }),
  ].map(({ body: text }) => JSON.parse(text).data.createRefund);
  expect([first.idempotentReplay, again.idempotentReplay]).toEqual([false, true]);
  expect(again.refund.id).toBe(first.refund.id);
});
