import { beforeEach, expect, test } from 'vitest';
import { openStream } from '../support/clients/event-stream.js';
import { openPort } from '../support/gateways/open-port.js';
import { type HttpRequest, testGateway } from '../support/gateways/test-gateway.js';

const logged: { msg: string; refused?: object; err?: object }[] = [];
const gateway = testGateway({
  production: true,
  logged,
  maxFollowers: 0,
  requestLimits: { maxRows: 100, maxBodyBytes: 1_000 },
});
const json = { 'content-type': 'application/json' };
const ask = (query: string): HttpRequest => ({ headers: json, body: JSON.stringify({ query }) });
const port = openPort(gateway);

beforeEach(() => void logged.splice(0));

test.each<[string, HttpRequest, object]>([
  [
    'a foreign host, which it names',
    { headers: { ...json, host: 'shop.example' }, body: '{}' },
    { code: 'FORBIDDEN', given: 'shop.example', message: expect.stringContaining('ALLOWED_HOSTS') },
  ],
  [
    'a foreign origin, of which it tells the start',
    { headers: { ...json, origin: `https://${'x'.repeat(1_000)}` }, body: '{}' },
    {
      code: 'FORBIDDEN',
      given: `https://${'x'.repeat(56)}`,
      message: expect.stringContaining('ALLOWED_ORIGINS'),
    },
  ],
  [
    'a body that is too large',
    ask(`{ __typename } #${'x'.repeat(1_000)}`),
    {
      code: 'LIMIT_EXCEEDED',
      limit: 'MAX_BODY_BYTES',
      message: expect.any(String),
      given: '1028 or more bytes; 1000 are allowed',
    },
  ],
  [
    'a query that costs too much, with the numbers that the caller is not told',
    ask('{ refunds(first: 100) { nodes { charge { id } } } }'),
    { code: 'LIMIT_EXCEEDED', limit: 'MAX_ROWS', count: 200, max: 100 },
  ],
])('section 10: the log tells why a request was refused: %s', async (_, request, refused) => {
  // A random id may contain the number.
  const headers = { ...request.headers, 'x-request-id': 'asked-1' };
  const { payload } = await gateway.http({ ...request, headers });
  expect(payload).not.toContain('200');
  expect(logged).toHaveLength(1);
  expect(logged[0]?.refused).toEqual(refused);
});

test('a refused follower has its one line, and is no error of the gateway', async () => {
  const stream = await openStream(`${port.url}/graphql`, 'subscription { refundEvents { id } }', {});
  expect(await stream.take(1)).toMatchObject([{ errors: [{ extensions: { code: 'OVERLOADED' } }] }]);
  await expect.poll(() => logged.map(({ refused }) => refused)).toEqual([{ code: 'OVERLOADED' }]);
  expect(logged[0]).toMatchObject({ level: 40 });
});

test('a request that is answered has no reason in the log', async () => {
  await gateway.http(ask('{ __typename }'));
  expect(logged).toMatchObject([{ msg: 'POST /graphql 200' }]);
  expect(logged[0]).not.toHaveProperty('refused');
});

test('of a long path, the log has the start', async () => {
  await gateway.http({ method: 'GET', url: `/${'x'.repeat(10_000)}?secret` });
  const path = `/${'x'.repeat(63)}…`;
  expect(logged).toMatchObject([{ req: { path }, msg: `GET ${path} 404` }]);
});

test('a probe that is answered has no line at the level info', async () => {
  await gateway.http({ method: 'GET', url: '/health' });
  expect(logged).toEqual([]);
});
