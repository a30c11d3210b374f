import { getEventListeners } from 'node:events';
import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { type InjectOptions, inject } from 'light-my-request';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ANYBODY } from '../../src/callers/caller.js';
import type { Statement } from '../../src/database/sql.js';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { UnreadAnswers } from '../../src/http/unread-answers.js';
import { openPort } from '../support/gateways/open-port.js';
import { PATIENT_LIMITS } from '../support/gateways/patient-limits.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testLogger } from '../support/logs/test-logger.js';

const LIMITS = {
  ...{ ...PATIENT_LIMITS, headersTimeoutMs: 60_001, requestTimeoutMs: 60_002 },
  maxArrivingBytes: 1_000,
};
const TIMES = { keepAliveTimeoutMs: 60_003, idleTimeoutMs: 60_004 };

/** A database whose feed tells where it is, and then never has an event. */
const database = {
  prisma: { $queryRaw: async () => [] },
  query: async ({ text }: Statement) => (text.includes('FROM') ? new Promise(() => {}) : [['7']]),
  signal: { closed: false, wait: () => new Promise(() => {}) },
};

const stopping = new AbortController();
const server = createServer({
  ...{ database, clock: new TestClock(), processor: { name: 'sandbox' }, production: true },
  ...{ logger: testLogger(), limits: { ...LIMITS, ...TIMES }, stopping: stopping.signal },
  allowedHosts: ['localhost', 'desk.example'],
} as unknown as ServerOptions);
const port = openPort({ server });

/** How often somebody began and ceased to wait for the end of the caller's key. */
const waiting = { begun: 0, ceased: 0 };
const onEnd = () => {
  waiting.begun++;
  return () => void waiting.ceased++;
};
/** A server with one caller. */
const guarded = createServer({
  ...{ database, clock: new TestClock(), logger: testLogger(), production: true },
  limits: { ...LIMITS, ...TIMES, maxConnections: 3 },
  recognizer: { isConfigured: true, find: () => ({ ...ANYBODY, name: 'desk', onEnd }) },
} as unknown as ServerOptions);
const guardedPort = openPort({ server: guarded });

/** A server without a port, and the lines of its log. Each request has the id `asked-1`. */
function serverOf(given: object) {
  const logged: object[] = [];
  const created = createServer({
    ...{ database, clock: new TestClock(), processor: { name: 'sandbox' }, production: true },
    ...{ logger: testLogger(logged), ...given },
  } as unknown as ServerOptions);
  const send = ({ headers, ...request }: InjectOptions = {}) =>
    inject((req, res) => created.emit('request', req, res), {
      ...{ method: 'POST', url: '/graphql', payload: { query: '{ __typename }' }, ...request },
      headers: { 'x-request-id': 'asked-1', ...headers },
    });
  return { logged, send };
}

const get = (target: string, accept = '*/*') =>
  `GET ${target} HTTP/1.1\r\nHost: localhost\r\nAccept: ${accept}\r\n\r\n`;
const FOLLOW = get('/graphql?query=subscription%7BrefundEvents%7Bid%7D%7D', 'text/event-stream');
const listeners = () => getEventListeners(stopping.signal, 'abort').length;

async function follow() {
  const stream = await port.connect();
  stream.write(FOLLOW);
  return stream;
}

test('each timeout is the one of its limit', () => {
  const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server;
  expect([headersTimeout, requestTimeout, keepAliveTimeout, timeout]).toEqual([
    60_001, 60_002, 60_003, 60_004,
  ]);
});

test('the server looks for late requests as often as its limit says', () => {
  // A timeout would pass unnoticed for as long as this. Node.js has no documented way to ask.
  const { connectionsCheckingInterval } = server as { connectionsCheckingInterval?: number };
  expect(connectionsCheckingInterval).toBe(20);
});

test('a request may name the hosts of the operator', async () => {
  const { write, answered } = await port.connect();
  write(get('/health').replace('localhost', 'desk.example'));
  await answered('200 OK');
});

test('a connection that sends many requests and waits for no answer is closed', async () => {
  const { write, closed, received } = await port.connect();
  write(get('/health').repeat(20));
  await closed;
  expect(received().split('200 OK').length - 1).toBeLessThan(20);
});

describe('a tunnel', () => {
  test('is told that it cannot be', async () => {
    const { write, closed, received } = await port.connect();
    write('CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await closed;
    expect(received()).toBe(
      'HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
  });

  test('is cut, although its client keeps its side open', async () => {
    const accepted = new Promise<{ destroyed: boolean }>((resolve) => server.once('connection', resolve));
    const client = connect({ port: Number(new URL(port.url).port), host: '127.0.0.1', allowHalfOpen: true });
    onTestFinished(() => void client.destroy());
    client.on('error', () => {}).resume();
    client.write('CONNECT a:1 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const socket = await accepted;
    await expect.poll(() => socket.destroyed).toBe(true);
  });
});

test('a process that stops is not ready, and cuts its streams without telling their clients to stay away', async () => {
  const left = await follow();
  await left.answered('id: start_6');
  expect(listeners()).toBe(1);
  left.socket.destroy();
  // A stream that has ended is forgotten.
  await expect.poll(listeners).toBe(0);

  const [stream, probe] = [await follow(), await port.connect()];
  await stream.answered('id: start_6');
  probe.write(get('/ready'));
  await probe.answered('ready, refunds are carried out by: sandbox');

  stopping.abort();
  await stream.closed;
  expect(stream.received()).not.toContain('complete');
  probe.write(get('/ready'));
  await probe.answered('not ready');
  expect(probe.received()).toContain('503 Service Unavailable');
  // Nor does one begin that would never end.
  await (await follow()).closed;
});

test('a process that is told to stop while it asks the database is not ready', async () => {
  const stopping = new AbortController();
  const asked: (() => void)[] = [];
  const prisma = { $queryRaw: () => new Promise<void>((resolve) => asked.push(resolve)) };
  const { send } = serverOf({ database: { prisma }, stopping: stopping.signal });
  const answer = send({ method: 'GET', url: '/ready' });
  await expect.poll(() => asked.length).toBe(1);
  stopping.abort();
  asked[0]?.();
  expect((await answer).statusCode).toBe(503);
});

test.each(['/graphql', '/export/refunds.csv'])(
  'bodies for %s that are still arriving have the room of the limit',
  async (path) => {
    const { write, answered, received } = await port.connect();
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;
    write(`${head}Content-Length: 2000\r\n\r\n${' '.repeat(1_001)}`);
    await answered('The gateway holds too many bodies that are still arriving.');
    expect(received()).toContain('503 Service Unavailable');
  },
);

describe('a caller who is not recognized', () => {
  const recognizer = { isConfigured: true, find: () => null };
  const authorization = 'Bearer wrong';

  test('is counted by the address that a trusted proxy tells', async () => {
    const { send } = serverOf({ recognizer, trustedProxies: ['loopback'] });
    const statusFrom = async (address: string) =>
      (await send({ headers: { authorization, 'x-forwarded-for': address } })).statusCode;
    for (let count = 0; count < 10; count++) expect(await statusFrom('198.51.100.201')).toBe(401);
    expect(await statusFrom('198.51.100.201')).toBe(429);
    expect(await statusFrom('198.51.100.202')).toBe(401);
  });

  test('is told to the audit', async () => {
    const audit = vi.fn();
    const { send } = serverOf({ recognizer, trustedProxies: ['loopback'], audit });
    await send({ headers: { authorization, 'x-forwarded-for': '198.51.100.203' } });
    expect(audit.mock.calls).toMatchObject([[{ action: 'authenticate', outcome: 'refused' }]]);
  });

  test('gets no page of GraphiQL in production, where there is none', async () => {
    const page = { method: 'GET', headers: { accept: 'text/html' } } as const;
    const production = serverOf({ recognizer });
    expect((await production.send(page)).statusCode).toBe(401);
    const development = serverOf({ recognizer, production: false });
    expect((await development.send(page)).statusCode).toBe(200);
  });
});

test.each([
  [false, { limit: 'MAX_ITEMS', count: 501, max: 500 }],
  [true, { limit: 'MAX_ITEMS' }],
])(
  'a query in a URL is told by how much it exceeds a limit, but not in production: %s',
  async (production, told) => {
    const { send } = serverOf({ production });
    const variables = JSON.stringify({ list: Array(501).fill(0) });
    const search = new URLSearchParams({ query: '{ __typename }', variables });
    const { payload } = await send({ method: 'GET', url: `/graphql?${search}` });
    expect(JSON.parse(payload).errors).toMatchObject([
      { extensions: { code: 'LIMIT_EXCEEDED', requestId: 'asked-1', ...told } },
    ]);
    expect(payload.includes('count')).toBe(!production);
  },
);

describe('the log has', () => {
  test('a line for each request', async () => {
    const { logged, send } = serverOf({});
    await send({ method: 'GET', url: '/' });
    expect(logged).toMatchObject([{ reqId: 'asked-1', msg: 'GET / 302' }]);
  });

  test('in the line of a refused request, the reason and the numbers that its caller is not told', async () => {
    const { logged, send } = serverOf({});
    await send({ payload: { query: '{ __typename }', variables: { list: Array(501).fill(0) } } });
    expect(logged).toMatchObject([
      { reqId: 'asked-1', refused: { code: 'LIMIT_EXCEEDED', limit: 'MAX_ITEMS', count: 501, max: 500 } },
    ]);
  });

  test('the failure of a request with its id', async () => {
    const query = async () => {
      throw new Error('broken');
    };
    const { logged, send } = serverOf({ database: { query } });
    // A console would get the whole error, with values of callers and rows.
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    await send({ payload: { query: '{ charge(id: "ch_1") { id } }' } });
    expect(printed.mock.calls).toEqual([]);
    expect(logged).toMatchObject([
      { level: 50, reqId: 'asked-1', msg: 'Unexpected error', err: { message: 'broken' } },
      { msg: 'POST /graphql 200' },
    ]);
  });

  test('why nobody could be recognized', async () => {
    const find = async () => {
      throw new Error('broken');
    };
    const { logged, send } = serverOf({ recognizer: { isConfigured: true, find } });
    const { statusCode } = await send({ headers: { authorization: 'Bearer token' } });
    expect(statusCode).toBe(503);
    expect(logged).toMatchObject([
      { level: 50, msg: 'Unexpected error', err: { message: 'broken' } },
      { msg: 'POST /graphql 503' },
    ]);
  });
});

test('what is not read yet of other answers leaves no room for a large one', async () => {
  // Each watched answer fills the room where it is counted.
  const full = new Set<UnreadAnswers>();
  vi.spyOn(UnreadAnswers.prototype, 'watch').mockImplementation(function (this: UnreadAnswers) {
    full.add(this);
  });
  vi.spyOn(UnreadAnswers.prototype, 'isFull', 'get').mockImplementation(function (this: UnreadAnswers) {
    return full.has(this);
  });
  const { send } = serverOf({ production: false });
  expect((await send({ payload: { query: getIntrospectionQuery() } })).statusCode).toBe(503);
});

test('a stream may be idle as long as any other answer, and forgets the key of its caller when it ends', async () => {
  const accepted = new Promise<{ timeout?: number }>((resolve) => guarded.once('connection', resolve));
  const stream = await guardedPort.connect();
  stream.write(FOLLOW.replace('Accept', 'Authorization: Bearer key\r\nAccept'));
  await stream.answered('id: start_6');
  expect((await accepted).timeout).toBe(60_004);
  expect(waiting).toEqual({ begun: 1, ceased: 0 });
  stream.socket.destroy();
  await expect.poll(() => waiting).toEqual({ begun: 1, ceased: 1 });
});

test('a body has the size that the operator allows', async () => {
  const { send } = serverOf({ requestLimits: { maxBodyBytes: 20 } });
  expect(
    (await send({ payload: '{"query":"{a}"}     ', headers: { 'content-type': 'application/json' } }))
      .statusCode,
  ).toBe(200);
  const { statusCode, payload } = await send({
    payload: ' '.repeat(21),
    headers: { 'content-type': 'application/json' },
  });
  expect([statusCode, JSON.parse(payload).errors[0].extensions.limit]).toEqual([413, 'MAX_BODY_BYTES']);
});

test('an idle connection makes room for a further one', async () => {
  const idle = await guardedPort.connect();
  for (let count = 0; count < 3; count++) await guardedPort.connect();
  await idle.closed;
});
