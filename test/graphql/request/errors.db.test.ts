import { inject as request } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import { createServer } from '../../../src/http/server.js';
import { databaseOver } from '../../../src/ledger/open-ledger.js';
import { RefundGroups } from '../../../src/refunds/create/refund-groups.js';
import { TestClock } from '../../support/gateways/test-clock.js';
import { testGateway } from '../../support/gateways/test-gateway.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';
import { type LoggedLine, testLogger } from '../../support/logs/test-logger.js';
import { insertCharge } from '../../support/rows/ledger-rows.js';

const gateway = testGateway();
const json = { 'content-type': 'application/json' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('section 10: an invalid request gets a stable code, the invalid field and the request’s id', () => {
  test.each([
    ['{', {}, 'GRAPHQL_PARSE_FAILED', undefined],
    ['', {}, 'GRAPHQL_PARSE_FAILED', undefined],
    ['{ nope }', {}, 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['{ refund { id } }', {}, 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['{ refunds { nodes { charge } } }', {}, 'GRAPHQL_VALIDATION_FAILED', undefined],
    ['query ($id: ID!) { refund(id: $id) { id } }', {}, 'BAD_USER_INPUT', undefined],
    ['query ($id: ID!) { refund(id: $id) { id } }', { id: {} }, 'BAD_USER_INPUT', undefined],
    ['query ($n: Int) { refunds(first: $n) { totalCount } }', { n: '1' }, 'BAD_USER_INPUT', undefined],
    [
      'query ($s: [RefundStatus!]) { refunds(filter: { status: $s }) { totalCount } }',
      { s: ['succeeded'] },
      'BAD_USER_INPUT',
      undefined,
    ],
    ['query A { __typename } query B { __typename }', {}, 'BAD_USER_INPUT', undefined],
    ['{ refund(id: "re_unknown") { id } }', {}, 'RESOURCE_MISSING', 'id'],
    ['{ charge(id: "re_unknown") { id } }', {}, 'RESOURCE_MISSING', 'id'],
    ['{ paymentIntent(id: "pi_unknown") { id } }', {}, 'RESOURCE_MISSING', 'id'],
    ['{ refunds(after: "x") { totalCount } }', {}, 'PARAMETER_INVALID', 'after'],
    ['{ refunds(first: 0) { totalCount } }', {}, 'PARAMETER_INVALID', 'first'],
  ])('%s with %j is %s', async (query, variables, code, param) => {
    const { errors } = await gateway.query(query, variables, { 'x-request-id': 'mine-1' });
    for (const { extensions } of errors ?? [])
      expect(extensions).toEqual({ code, requestId: 'mine-1', ...(param !== undefined && { param }) });
    expect(errors?.length).toBeGreaterThan(0);
  });

  test('an error of a field has its path, and the other fields are answered', async () => {
    const { id } = await insertCharge(gateway.database);
    const { data, errors } = await gateway.query(
      'query ($id: ID!) { a: charge(id: $id) { id } b: charge(id: "ch_x") { id } }',
      { id },
    );
    expect(data).toEqual({ a: { id }, b: null });
    expect(errors).toMatchObject([
      { path: ['b'], locations: [{ line: 1 }], extensions: { code: 'RESOURCE_MISSING' } },
    ]);
  });
});

describe('section 10: the request’s id', () => {
  const ask = (headers: Record<string, string>) =>
    gateway.http({ headers: { ...json, ...headers }, body: '{"query":"{ nope }"}' });

  test.each(['a', 'client-1.2_3', 'x'.repeat(64)])('%s is kept', async (id) => {
    const response = await ask({ 'x-request-id': id });
    expect(response.headers['x-request-id']).toBe(id);
    expect(response.json().errors[0].extensions.requestId).toBe(id);
  });

  test.each(['', 'x'.repeat(65), 'a b', '<script>', 'é', '"'])(
    '%j is replaced by a generated id',
    async (id) => {
      const response = await ask({ 'x-request-id': id });
      expect(response.headers['x-request-id']).toMatch(UUID);
      expect(response.json().errors[0].extensions.requestId).toBe(response.headers['x-request-id']);
    },
  );

  test('is generated for each request without one', async () => {
    const ids = [await ask({}), await ask({})].map(({ headers }) => headers['x-request-id']);
    expect(ids[0]).toMatch(UUID);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('section 10, I12: an unexpected error', () => {
  const SECRET = 'relation "secret_table" does not exist at /srv/app/node_modules/pg';

  /** A gateway whose database fails every statement, and the lines that it logs. */
  function failing(fail: () => Promise<never>) {
    const lines: LoggedLine[] = [];
    const { kind, pool, signal } = gateway.database;
    const failingPool = Object.assign(Object.create(pool), { query: fail });
    const database = databaseOver({ kind, pool: failingPool, signal }, async () => {});
    const server = createServer({
      database,
      groups: new RefundGroups(database),
      clock: new TestClock(),
      processor: testSandbox,
      production: false,
      logger: testLogger(lines),
    });
    return {
      lines,
      ask: async (query: string) =>
        request((req, res) => server.emit('request', req, res), {
          method: 'POST',
          url: '/graphql',
          headers: { ...json, 'x-request-id': 'failing' },
          payload: JSON.stringify({ query }),
        }),
    };
  }

  test.each([
    ['{ refund(id: "re_1") { id } }', ['refund'], 3],
    ['{ refunds { totalCount } }', ['refunds'], 3],
    ['{ node(id: "ch_1") { id } }', ['node'], 3],
    ['{ refundPreview(input: { charge: "ch_1" }) { __typename } }', ['refundPreview'], 3],
    ['mutation { createRefund(input: { charge: "ch_1" }) { __typename } }', ['createRefund'], 12],
  ])('hides its cause from the caller, tells its place, and is logged: %s', async (query, path, column) => {
    const { ask, lines } = failing(() => Promise.reject(new Error(SECRET)));
    const response = await ask(query);
    expect(response.payload).not.toContain('secret');
    expect(response.json().errors).toEqual([
      {
        message: 'Unexpected error.',
        path,
        locations: [{ line: 1, column }],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'failing' },
      },
    ]);
    const logged = lines.find(({ msg }) => msg === 'Unexpected error');
    expect(logged?.err?.message).toContain(SECRET);
    expect(logged?.err?.stack).toContain('errors.db.test');
    expect(logged?.reqId).toBe('failing');
  });

  test('is logged once for each answer, however many fields it fails', async () => {
    const { ask, lines } = failing(() => Promise.reject(new Error(SECRET)));
    const aliases = Array.from({ length: 20 }, (_, at) => `a${at}: refund(id: "re_${at}") { id }`);
    expect((await ask(`{ ${aliases.join(' ')} }`)).json().errors).toHaveLength(20);
    expect(lines.filter(({ msg }) => msg === 'Unexpected error')).toHaveLength(1);
  });

  test('is masked even if the thrown value is not an Error', async () => {
    const { ask, lines } = failing(() => Promise.reject(SECRET));
    const response = await ask('{ refund(id: "re_1") { id } }');
    expect(response.payload).not.toContain('secret');
    expect(response.json().errors[0].message).toBe('Unexpected error.');
    expect(JSON.stringify(lines)).toContain('secret_table');
  });

  test('is logged as an error, unlike a mistake of the caller', async () => {
    const { ask, lines } = failing(() => Promise.reject(new Error(SECRET)));
    await ask('{ refunds(first: 0) { totalCount } }');
    expect(lines.map((line) => line.msg)).toEqual(['POST /graphql 200']);
  });
});
