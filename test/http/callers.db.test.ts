import { expect, test } from 'vitest';
import { openStream } from '../support/clients/event-stream.js';
import { listeningGateway } from '../support/gateways/listening-gateway.js';
import { as, TestCallers } from '../support/gateways/test-callers.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge } from '../support/rows/ledger-rows.js';

const callers = new TestCallers();
callers.add('desk', ['refunds:read', 'refunds:write', 'refunds:cancel']);
callers.add('bot', ['refunds:read', 'refunds:write', 'events:read']);
callers.add('leaver', ['events:read']);
const { gateway, url } = listeningGateway({ recognizer: callers, trustedProxies: ['loopback'] });
const production = testGateway({ recognizer: callers, production: true, holder: gateway });

const JSON_TYPE = { 'content-type': 'application/json' };
const body = (query: string) => JSON.stringify({ query });
const CREATE =
  'mutation($input: CreateRefundInput!){ createRefund(input: $input) { ... on CreateRefundPayload { refund { id events { nodes { actor } } } idempotentReplay } } }';

test('without a caller, the answer is 401 before anything is read or done', async () => {
  const response = await gateway.http({ headers: JSON_TYPE, body: body('{ viewer { name } }') });
  expect(response.statusCode).toBe(401);
  expect(response.headers['www-authenticate']).toBe('Bearer realm="Refund Gateway"');
  expect(response.json().errors[0].extensions.code).toBe('UNAUTHENTICATED');
  expect(response.json()).not.toHaveProperty('data');
});

test('a body that is no JSON, and an unknown path, tell nothing to strangers', async () => {
  expect((await gateway.http({ headers: JSON_TYPE, body: '{' })).statusCode).toBe(401);
  expect((await gateway.http({ method: 'GET', url: '/metrics' })).statusCode).toBe(401);
});

test.each(['/health', '/ready'])('a probe needs no caller: %s', async (path) => {
  expect((await gateway.http({ method: 'GET', url: path })).statusCode).toBe(200);
});

test('the page of GraphiQL needs no caller, but what it asks does; in production there is no page', async () => {
  const ask = { method: 'GET', headers: { accept: 'text/html,*/*;q=0.8' } } as const;
  expect((await gateway.http(ask)).statusCode).toBe(200);
  expect((await production.http(ask)).statusCode).toBe(401);
});

test('viewer tells who asks, and what they may do', async () => {
  const { data } = await gateway.query('{ viewer { name scopes } }', {}, as('bot'));
  expect(data.viewer).toEqual({ name: 'bot', scopes: ['refunds:read', 'refunds:write', 'events:read'] });
});

test("the caller's name is the actor, and each caller has its own idempotency keys", async () => {
  const charge = await insertCharge(gateway.database);
  const create = async (name: string) =>
    (
      await gateway.query(
        CREATE,
        { input: { charge: charge.id, amount: 10, idempotencyKey: 'order-1' } },
        as(name),
      )
    ).data.createRefund;
  const [first, other, again] = [await create('desk'), await create('bot'), await create('desk')];
  expect(first.refund.events.nodes).toEqual([{ actor: 'desk' }]);
  expect(other.refund.events.nodes).toEqual([{ actor: 'bot' }]);
  expect(other.refund.id).not.toBe(first.refund.id);
  expect(again).toMatchObject({ idempotentReplay: true, refund: { id: first.refund.id } });
});

test('of several mutations none is carried out if one needs a scope that is missing', async () => {
  const charge = await insertCharge(gateway.database);
  const mutation = `mutation {
    createRefund(input: { charge: "${charge.id}", amount: 10 }) { __typename }
    cancelRefund(input: { refund: "re_1" }) { __typename }
  }`;
  const response = await gateway.http({
    headers: { ...JSON_TYPE, ...as('bot'), accept: 'application/graphql-response+json' },
    body: body(mutation),
  });
  expect(response.statusCode).toBe(403);
  expect(response.json().errors).toMatchObject([
    { message: 'This needs the scope refunds:cancel.', extensions: { code: 'FORBIDDEN' } },
  ]);
  const found = await gateway.database.prisma.charge.findUniqueOrThrow({ where: { id: charge.id } });
  expect(found.amountRefunded).toBe(0n);
});

test('a stream ends with its key, and whoever comes back is told why', async () => {
  const subscription = 'subscription { refundEvents { id } }';
  const stream = await openStream(url(), subscription, {}, as('leaver'));
  expect(stream.status).toBe(200);
  expect(callers.followed('leaver')).toBe(1);
  const end = stream.answers.next().then(
    () => 'ended',
    () => 'ended',
  );
  callers.revoke('leaver');
  expect(await end).toBe('ended');
  await expect.poll(() => callers.followed('leaver')).toBe(0);
  // An address of its own: failed authentications of an address are counted for the whole process.
  const again = { ...as('leaver'), 'x-forwarded-for': '192.0.2.83' };
  expect((await openStream(url(), subscription, {}, again)).status).toBe(401);
});

test('a subscription without its scope is refused', async () => {
  const stream = await openStream(url(), 'subscription { refundEvents { id } }', {}, as('desk'));
  expect(await stream.text()).toContain('This needs the scope events:read.');
});

test('no secret stands in the log, at any level, or in an answer', async () => {
  const lines: object[] = [];
  const secrets = [
    'rgk_secret-of-a-key',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl',
    'anna@example.com',
  ];
  const [key = '', token = '', address = ''] = secrets;
  const known = new TestCallers();
  known.add(key, ['refunds:read']);
  const logging = testGateway({ recognizer: known, holder: gateway, logged: lines });
  const query = `{ refunds(filter: { instructionsEmail: "${address}" }) { nodes { id } } }`;
  const answers = [
    await logging.http({ headers: { ...JSON_TYPE, ...as(key) }, body: body('{ viewer { scopes } }') }),
    await logging.http({ headers: { ...JSON_TYPE, ...as(key) }, body: body(query) }),
    await logging.http({ headers: { ...JSON_TYPE, ...as(token) }, body: body('{ viewer { scopes } }') }),
    await logging.http({
      headers: { ...JSON_TYPE, authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` },
      body: body('{ viewer { scopes } }'),
    }),
    await logging.http({
      method: 'GET',
      url: `/graphql?query=${encodeURIComponent(query)}`,
      headers: as(key),
    }),
    await logging.http({ method: 'GET', url: `/graphql?access_token=${token}` }),
  ];
  expect(lines.length).toBeGreaterThanOrEqual(answers.length);
  const written = JSON.stringify([lines, answers.map(({ headers, payload }) => [headers, payload])]);
  for (const secret of secrets) expect(written).not.toContain(secret);
});
