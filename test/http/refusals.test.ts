import { type InjectOptions, inject } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { testLogger } from '../support/logs/test-logger.js';

/** A server without a database: no request of these tests needs one. */
const server = createServer({ production: false, logger: testLogger() } as unknown as ServerOptions);

const send = ({ headers, ...given }: InjectOptions) =>
  inject((req, res) => server.emit('request', req, res), {
    url: '/graphql',
    method: 'POST',
    ...given,
    headers: { 'x-request-id': 'asked-1', ...headers },
  });

/** The whole answer, without what every answer has. */
async function answerTo(request: InjectOptions) {
  const response = await send(request);
  const {
    date: _,
    'content-length': __,
    connection,
    'x-request-id': id,
    'content-type': type,
    ...others
  } = response.headers;
  expect([connection, id, type]).toEqual(['keep-alive', 'asked-1', 'application/json; charset=utf-8']);
  return [response.statusCode, others, JSON.parse(response.payload)];
}
const error = (message: string, extensions: object) => ({
  errors: [{ message, extensions: { ...extensions, requestId: 'asked-1' } }],
});

const json = { 'content-type': 'application/json' };
const document = (query: string, more: object = {}): InjectOptions => ({
  headers: json,
  payload: JSON.stringify({ query, ...more }),
});
const ordinary = document('{ __typename }');
const BAD = { code: 'BAD_USER_INPUT' };

describe('a request that is refused for its head or its bytes is told what would be right', () => {
  test.each<[string, InjectOptions, number, string, object?, object?]>([
    ['the method', { method: 'PUT' }, 405, 'The method must be GET or POST.', { allow: 'GET, POST' }],
    [
      'the method of an export',
      { method: 'GET', url: '/export/charges.csv' },
      405,
      'The method must be POST.',
      { allow: 'POST' },
    ],
    [
      'what it accepts',
      { ...ordinary, headers: { ...json, accept: 'image/png' } },
      406,
      'The header Accept must allow JSON, in at most 1000 characters.',
    ],
    [
      'a subscription without an event stream',
      {
        ...document('subscription { refundEvents { id } }'),
        headers: { ...json, accept: 'application/json' },
      },
      406,
      'A subscription is answered with an event stream. Send the header "Accept: text/event-stream".',
    ],
    [
      'the encoding',
      { ...ordinary, headers: { ...json, 'content-encoding': 'gzip' } },
      415,
      'The body must not have the header Content-Encoding.',
      { 'accept-encoding': 'identity' },
    ],
    [
      'the transfer encoding',
      { ...ordinary, headers: { ...json, 'transfer-encoding': 'x-nope' } },
      400,
      'The header Transfer-Encoding must be chunked.',
    ],
    [
      'the type of the body',
      { ...ordinary, headers: { 'content-type': 'text/plain' } },
      415,
      'The header Content-Type must be application/json.',
      { 'accept-post': 'application/json' },
    ],
    [
      'the charset of the body',
      { ...ordinary, headers: { 'content-type': 'application/json; charset=utf-16' } },
      415,
      'The charset in the header Content-Type must be UTF-8.',
    ],
    [
      'the bytes of the body',
      { headers: json, payload: Buffer.from([0x22, 0xff, 0x22]) },
      400,
      'The body is not valid UTF-8.',
    ],
    [
      'the size of the body',
      { headers: json, payload: ' '.repeat(200_001) },
      413,
      'The body of the request exceeds MAX_BODY_BYTES. Ask for less, or raise this setting of the gateway.',
      {},
      { code: 'LIMIT_EXCEEDED', limit: 'MAX_BODY_BYTES' },
    ],
    ['an invalid Host', { headers: { host: 'a/b' } }, 400, 'The Host header is invalid.'],
    [
      'a foreign Host',
      { headers: { host: 'evil.example' } },
      421,
      'The gateway does not answer under this Host. The operator can add it to ALLOWED_HOSTS.',
      {},
      { code: 'FORBIDDEN' },
    ],
    [
      'a foreign Origin',
      { headers: { origin: 'https://evil.example' } },
      403,
      'The pages of this Origin may not call the gateway. The operator can add it to ALLOWED_ORIGINS.',
      {},
      { code: 'FORBIDDEN' },
    ],
    [
      'an idempotency key',
      { headers: { 'idempotency-key': 'clé' } },
      400,
      'There may be one header Idempotency-Key, in printable ASCII characters.',
    ],
  ])('%s', async (_, request, status, message, headers = {}, extensions = BAD) => {
    expect(await answerTo(request)).toEqual([status, headers, error(message, extensions)]);
  });
});

describe('a query in a URL that cannot be read is told why', () => {
  test.each([
    ['', 'The URL holds no query.'],
    ['?query=%7B__typename%7D&variables=%7B', 'The URL holds invalid JSON.'],
    ['?query=%7B__typename%7D&more=%ff', 'The URL is not valid UTF-8.'],
  ])('%j', async (search, message) => {
    expect(await answerTo({ method: 'GET', url: `/graphql${search}` })).toEqual([
      400,
      { 'cache-control': 'no-store' },
      error(message, BAD),
    ]);
  });
});

describe('a document that no executor or database could hold is told what would be right', () => {
  const NUL = 'Text must be well-formed Unicode without NUL.';
  const LONG = 'Names in a document can have up to 255 characters.';
  const INVALID = { code: 'GRAPHQL_VALIDATION_FAILED' };
  const named = (characters: number) => `{ ${'n'.repeat(characters)}: __typename }`;
  test.each<[string, InjectOptions, number, string, object, object?]>([
    ['NUL in a literal', document('{ refund(id: "\\u0000") { id } }'), 200, NUL, BAD],
    ['NUL in a variable', document('{ __typename }', { variables: { a: ['\0'] } }), 400, NUL, BAD],
    [
      'NUL in front of values that are empty',
      document('{ __typename }', { variables: { a: '\0', b: '', c: 0, d: false, e: null } }),
      400,
      NUL,
      BAD,
    ],
    ['a long name', document(named(256)), 200, LONG, { code: 'LIMIT_EXCEEDED' }],
    [
      'an alias that would be lost',
      document('{ then: __typename }'),
      200,
      'A field of the answer cannot be called "then". Choose another alias.',
      INVALID,
      { locations: [{ line: 1, column: 3 }] },
    ],
    [
      'a variable that would be lost',
      document('query ($__proto__: Int) { refunds(first: $__proto__) { totalCount } }'),
      200,
      'A variable cannot be called "$__proto__". Choose another name.',
      INVALID,
      { locations: [{ line: 1, column: 8 }] },
    ],
  ])('%s', async (_, request, status, message, extensions, place = {}) => {
    const told = error(message, extensions);
    expect(await answerTo(request)).toEqual([
      status,
      {},
      { errors: told.errors.map((one) => ({ ...one, ...place })) },
    ]);
    // The status of GraphQL over HTTP, to a client that asks for its type.
    const accept = 'application/graphql-response+json';
    expect((await send({ ...request, headers: { ...json, accept } })).statusCode).toBe(400);
  });

  test('but a name of 255 characters is answered', async () => {
    expect(await answerTo(document(named(255)))).toEqual([
      200,
      {},
      { data: { [`${'n'.repeat(255)}`]: 'Query' } },
    ]);
  });
});
