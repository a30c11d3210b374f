import { inject as request } from 'light-my-request';
import pg from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { createServer } from '../../src/http/server.js';
import { RefundGroups } from '../../src/refunds/create/refund-groups.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { type HttpRequest, testGateway } from '../support/gateways/test-gateway.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';
import { testLogger } from '../support/logs/test-logger.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const gateway = testGateway();
const json = { 'content-type': 'application/json' };
const body = '{"query":"{ __typename }"}';
const inUrl = (query: string): string => `/graphql?query=${encodeURIComponent(query)}`;

/** Expects a refused request: a status, one of our codes, the request's id, no internal details and no data. */
/** @param details what the error tells besides its code */
async function expectRefused(asks: HttpRequest, status: number, code: string, details = {}): Promise<void> {
  const response = await gateway.http(asks);
  expect(response.statusCode).toBe(status);
  const { errors, ...others } = response.json();
  expect(others).toEqual({});
  expect(errors).toHaveLength(1);
  expect(errors[0].message).not.toBe('Unexpected error.');
  expect(errors[0].extensions).toEqual({ code, ...details, requestId: response.headers['x-request-id'] });
  expect(response.payload.length).toBeLessThan(500);
}

describe('the API accepts', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'Application/JSON; Charset="UTF-8"',
    'application/graphql+json',
  ])('a POST of %s without another header', async (type) => {
    const response = await gateway.http({ headers: { 'content-type': type }, body });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  test('a query in the URL, with an answer that no cache keeps', async () => {
    const url = `${inUrl('query ($id: ID!) { node(id: $id) { id } }')}&variables=${encodeURIComponent('{"id":"x"}')}`;
    const response = await gateway.http({ method: 'GET', url });
    expect(response.json()).toEqual({ data: { node: null } });
    expect(response.headers['cache-control']).toBe('no-store');
  });

  test.each([
    ['*/*;q=0.1', 'application/json'],
    ['application/json;q=0.1, application/graphql-response+json', 'application/graphql-response+json'],
    ['APPLICATION/*', 'application/json'],
    ['application/json;q=0, */*', 'application/graphql-response+json'],
  ])('the Accept header %s, by POST and by GET', async (accept, type) => {
    for (const asks of [
      { headers: { ...json, accept }, body },
      { method: 'GET', url: inUrl('{ __typename }'), headers: { accept } },
    ] as const) {
      const response = await gateway.http(asks);
      expect(response.json()).toEqual({ data: { __typename: 'Query' } });
      expect(response.headers['content-type']).toBe(`${type}; charset=utf-8`);
    }
  });

  test('the page of its own GraphiQL', async () => {
    const page = await gateway.http({ method: 'GET', headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(page.headers['content-type']).toBe('text/html');
    for (const host of ['127.0.0.1:4000', 'localhost:4000', '[::1]:4000']) {
      const headers = { ...json, host, origin: `http://${host}` };
      expect((await gateway.http({ headers, body })).json()).toEqual({ data: { __typename: 'Query' } });
    }
  });
});

describe('the API refuses with a code', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    undefined,
  ])('a content type that another site’s form can send: %s', async (type) => {
    const content =
      type === 'application/x-www-form-urlencoded' ? `query=${encodeURIComponent('{ __typename }')}` : body;
    const headers = { ...(type !== undefined && { 'content-type': type }) };
    await expectRefused({ headers, body: content }, 415, 'BAD_USER_INPUT');
    await expectRefused(
      { headers: { ...headers, 'x-requested-with': 'x' }, body: content },
      415,
      'BAD_USER_INPUT',
    );
  });

  test.each(['utf-16', 'iso-8859-1'])('the charset %s', (charset) =>
    expectRefused(
      { headers: { 'content-type': `application/json; charset=${charset}` }, body },
      415,
      'BAD_USER_INPUT',
    ),
  );

  test.each(['x-nope', 'gzip', 'identity, br'])('the encoding %s', (encoding) =>
    expectRefused({ headers: { ...json, 'content-encoding': encoding }, body }, 415, 'BAD_USER_INPUT'),
  );

  test.each(['evil.example:4321', 'localhost.evil.example', '10.0.0.1'])(
    'the Host %s, even from its own page, and creates no refund',
    async (host) => {
      const { id } = await insertCharge(gateway.database);
      const query = `mutation { createRefund(input: { charge: "${id}" }) { __typename } }`;
      const headers = { ...json, host, origin: `http://${host}` };
      await expectRefused({ headers, body: JSON.stringify({ query }) }, 421, 'FORBIDDEN');
      expect(await gateway.database.prisma.refund.count({ where: { chargeId: id } })).toBe(0);
    },
  );

  test.each([
    'application/graphql',
    'application/xml',
    'application/jsonp',
    'text/html',
    'json',
    'x, application/json',
  ])('a content type that is not JSON: %s', (type) =>
    expectRefused({ headers: { 'content-type': type }, body }, 415, 'BAD_USER_INPUT'),
  );

  test.each(['application/xml', 'text/html', 'image/png, application/jsonp', 'application/json;q=0', ''])(
    'an Accept header without JSON, before a refund is created: %s',
    async (accept) => {
      const { id } = await insertCharge(gateway.database);
      const query = `mutation { createRefund(input: { charge: "${id}" }) { __typename } }`;
      const headers = { ...json, accept };
      await expectRefused({ headers, body: JSON.stringify({ query }) }, 406, 'BAD_USER_INPUT');
      expect(await gateway.database.prisma.refund.count({ where: { chargeId: id } })).toBe(0);
    },
  );

  test('a mutation by GET, without creating a refund', async () => {
    const { id } = await insertCharge(gateway.database);
    const url = inUrl(`mutation { createRefund(input: { charge: "${id}" }) { __typename } }`);
    await expectRefused({ method: 'GET', url }, 405, 'BAD_USER_INPUT');
    expect(await gateway.database.prisma.refund.count({ where: { chargeId: id } })).toBe(0);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS'] as const)('the method %s', async (method) => {
    await expectRefused({ method, headers: json, body }, 405, 'BAD_USER_INPUT');
  });

  test.each([
    '',
    '{',
    '{"query":',
    'null',
    '1',
    '"text"',
    'true',
    '[]',
    `[${body}]`,
    `[${body},${body}]`,
    '{"query":1}',
    '{"query":["{ __typename }"]}',
    '{"query":"{ __typename }","variables":1}',
    '{"query":"{ __typename }","variables":[]}',
    '{"query":"{ __typename }","variables":"{}"}',
    '{"query":"{ __typename }","operationName":"Unknown"}',
    '{"query":"{ __typename }","extensions":1}',
    '{"query":"{ __typename }","more":1}',
    '{"query":"{ __typename }","__proto__":{"a":1}}',
  ])('the body %j', (malformed) => expectRefused({ headers: json, body: malformed }, 400, 'BAD_USER_INPUT'));

  test('a body without a query', () => expectRefused({ headers: json, body: '{}' }, 200, 'BAD_USER_INPUT'));

  test('variables in the URL that are not JSON', () =>
    expectRefused({ method: 'GET', url: `${inUrl('{ __typename }')}&variables={` }, 400, 'BAD_USER_INPUT'));

  test('a URL that is not UTF-8', () =>
    expectRefused({ method: 'GET', url: `${inUrl('{ __typename }')}&more=%ff` }, 400, 'BAD_USER_INPUT'));

  test('a GET that accepts no JSON', () =>
    expectRefused(
      { method: 'GET', url: inUrl('{ __typename }'), headers: { accept: 'image/png' } },
      406,
      'BAD_USER_INPUT',
    ));

  test('a body over 200 KB, even if its declared length is smaller, but not one of 200 KB', async () => {
    const sized = (bytes: number) =>
      `{"query":"{ __typename }","variables":{"a":"${'x'.repeat(bytes - 47)}"}}`;
    for (const headers of [json, { ...json, 'content-length': '5' }])
      await expectRefused({ headers, body: sized(200_001) }, 413, 'LIMIT_EXCEEDED', {
        limit: 'MAX_BODY_BYTES',
      });
    expect((await gateway.http({ headers: json, body: sized(200_000) })).statusCode).toBe(200);
  });
});

describe('a page of another site', () => {
  test.each(['https://evil.example', 'http://localhost:4000', 'null'])(
    'may send nothing, and reads only that it may not: %s',
    async (origin) => {
      const ask = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      };
      for (const asks of [
        { method: 'OPTIONS', headers: ask },
        { headers: { ...ask, ...json }, body },
        { method: 'GET', url: inUrl('{ __typename }'), headers: ask },
        { method: 'GET', url: '/health', headers: ask },
      ] as const) {
        await expectRefused(asks, 403, 'FORBIDDEN');
        const { headers } = await gateway.http(asks);
        expect(Object.keys(headers).filter((name) => /^(access-control|vary)/.test(name))).toEqual([]);
      }
    },
  );
});

describe('the other addresses', () => {
  const get = (url: string, headers = {}) => gateway.http({ method: 'GET', url, headers });

  test('/ redirects to the API', async () => {
    const response = await get('/');
    expect([response.statusCode, response.headers['location']]).toEqual([302, '/graphql']);
  });

  test('/health and /ready answer 200', async () => {
    expect((await get('/health')).statusCode).toBe(200);
    const { statusCode, body } = await get('/ready');
    expect([statusCode, body]).toEqual([200, 'ready, refunds are carried out by: sandbox\n']);
  });

  test('/ready answers 503 while the database does not answer, and /health answers 200', async () => {
    const { database } = gateway;
    const prisma = new Proxy(database.prisma, {
      get: (target, name) =>
        name === '$queryRaw' ? () => Promise.reject(new Error('no database')) : Reflect.get(target, name),
    });
    const server = createServer({
      database: { ...database, prisma },
      groups: new RefundGroups(database),
      clock: new TestClock(),
      processor: testSandbox,
      production: false,
      logger: testLogger(),
    });
    const ask = (url: string) =>
      request((req, res) => server.emit('request', req, res), { method: 'GET', url });
    expect((await ask('/ready')).statusCode).toBe(503);
    expect((await ask('/health')).statusCode).toBe(200);
  });

  test.each(['/nothing', '/graphql/', '/graphql/x', '//graphql', '/%67raphql', '/health/x'])(
    '%s answers 404',
    async (url) => {
      const response = await get(url);
      expect(response.statusCode).toBe(404);
      expect(response.headers['x-request-id']).toBeTypeOf('string');
    },
  );

  test.each(['a b', 'a/b', '[', 'a:99999999', 'a?b', 'a#b', 'user@a', 'a\\b', 'a%'])(
    'the invalid Host %j is answered with 400',
    async (host) => {
      for (const url of ['/graphql', '/health']) {
        const response = await gateway.http({ url, headers: { ...json, host }, body });
        expect(response.statusCode).toBe(400);
        expect(response.json().errors[0].message).toBe('The Host header is invalid.');
      }
    },
  );
});

test('a failed request does not affect the next one', async () => {
  vi.spyOn(pg.Client.prototype, 'query').mockImplementationOnce(() => {
    throw new Error('once');
  });
  const query = '{"query":"{ node(id: \\"re_1\\") { id } }"}';
  expect((await gateway.http({ headers: json, body: query })).json().errors).toHaveLength(1);
  vi.restoreAllMocks();
  expect((await gateway.http({ headers: json, body: query })).json()).toEqual({ data: { node: null } });
});
