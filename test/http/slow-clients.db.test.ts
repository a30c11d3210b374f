import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { openPort } from '../support/gateways/open-port.js';
import { AT_ONCE_MS, PATIENT_LIMITS } from '../support/gateways/patient-limits.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge, insertRefund, testId } from '../support/rows/ledger-rows.js';

const LIMITS = { ...PATIENT_LIMITS, maxRequestsInFlight: 3, slowBodyMs: 50 };
// The answers of one test are larger than usual, so that they do not fit into the buffers of sockets.
const gateway = testGateway({ limits: LIMITS, requestLimits: { maxAnswerBytes: 100_000_000 } });
const port = openPort(gateway);
/** More than the limit of requests in flight, and more than the pool has connections. */
const MANY = 12;

const BODY = JSON.stringify({ query: '{ __typename }' });
/** The server's answer to a client that was disconnected for being slow. */
const CUT = '408 Request Timeout';
const expectCut = (slow: readonly { readonly received: () => string }[]) =>
  expect(slow.map(({ received }) => received().includes(CUT))).toEqual(slow.map(() => true));
const head = (length: number, more = '') =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;
const many = <T>(make: () => Promise<T>, count = MANY): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

/** Sets limits of the server to almost nothing during `work`, so that each connection over a limit is cut. */
async function withoutPatience(
  limits: readonly ('headersTimeout' | 'requestTimeout')[],
  work: () => Promise<unknown>,
): Promise<void> {
  const { headersTimeout, requestTimeout } = gateway.server;
  for (const limit of limits) gateway.server[limit] = AT_ONCE_MS;
  await work();
  Object.assign(gateway.server, { headersTimeout, requestTimeout });
}

async function served(): Promise<number> {
  const headers = { 'content-type': 'application/json', connection: 'close' };
  const { id } = await insertCharge(gateway.database);
  const query = `{ charge(id: "${id}") { id } }`;
  const response = await fetch(`${port.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response.status;
}
const isServed = () => expect.poll(() => served().catch(() => 0)).toBe(200);

/** After each test, no connection of the pool is in use, and no request waits for one. */
afterEach(async () => {
  const { pool } = gateway.database;
  await expect.poll(() => [pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([0, 0]);
});

describe('requests that arrive slowly', () => {
  test('a connection with an incomplete head is cut, and so is a connection that sends nothing', async () => {
    const slow = await many(port.connect);
    for (const { write } of slow.slice(1)) write('POST /graphql HTTP/1.1\r\nHost: localhost\r\n');
    expect(await served()).toBe(200);
    await withoutPatience(['headersTimeout'], () => Promise.all(slow.map(({ closed }) => closed)));
    expectCut(slow);
  });

  test('a request whose body arrives byte by byte blocks no other request, and is cut in the end', async () => {
    const slow = await many(port.connect);
    // The body is too long to be completed while the test runs.
    for (const { write } of slow) write(`${head(100_000)}{`);
    const dripping = setInterval(() => {
      for (const { write } of slow) write(' ');
    }, 10);
    onTestFinished(() => clearInterval(dripping));
    await isServed();
    // Node.js applies the shorter of the two limits to the head. All heads have arrived.
    await withoutPatience(['headersTimeout', 'requestTimeout'], () =>
      Promise.all(slow.map(({ closed }) => closed)),
    );
    // All were cut. Not each has read why: a client that writes to a closed connection may lose what it has not read.
    expect(slow.filter(({ received }) => received().includes('{"data"'))).toEqual([]);
  });

  test.each([
    ['an unknown path', '/nothing', 'Content-Type: application/json', 100_000, '404'],
    ['a type that is not JSON', '/graphql', 'Content-Type: text/plain', 100_000, '415'],
    ['too large a body', '/graphql', 'Content-Type: application/json', 1_000_000, '413'],
  ])('a body that goes on after the answer is cut in the end: %s', async (_, path, type, length, status) => {
    const slow = await many(port.connect);
    for (const { write } of slow)
      write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\n${type}\r\nContent-Length: ${length}\r\n\r\n{`);
    await Promise.all(slow.map(({ answered }) => answered(`HTTP/1.1 ${status} `)));
    await withoutPatience(['headersTimeout', 'requestTimeout'], () =>
      Promise.all(slow.map(({ closed }) => closed)),
    );
    expectCut(slow);
  });

  test('a request with a late body blocks no other request, and is answered once its body is complete', async () => {
    const slow = await many(port.connect, LIMITS.maxRequestsInFlight);
    for (const { write, answered } of slow) {
      write(head(BODY.length, 'Expect: 100-continue\r\n'));
      await answered('100 Continue');
    }
    await isServed();
    for (const { write, answered } of slow) {
      write(BODY);
      await answered('{"data":{"__typename":"Query"}}');
    }
  });
});

describe('as many connections as the process accepts', () => {
  const full = testGateway({ holder: gateway, limits: { ...LIMITS, maxConnections: 10 } });
  const fullPort = openPort(full);
  const probes = () =>
    many(() =>
      fetch(`${fullPort.url}/health`, { headers: { connection: 'close' } }).then(({ status }) => status),
    );

  test.each([
    ['idle ones', ''],
    ['unfinished heads', 'POST /graphql HTTP/1.1\r\nHost: x\r\n'],
    ['unfinished bodies', head(1_000)],
  ])('do not silence /health: %s', async (_, text) => {
    const slow = await many(fullPort.connect, 20);
    for (const { write } of slow) write(text);
    expect(new Set(await probes())).toEqual(new Set([200]));
    for (const { socket } of slow) socket.destroy();
  });
});

describe('idle connections', () => {
  test('do not affect other requests, even hundreds of them beside event streams', async () => {
    const idle = await many(port.connect, 300);
    const body = JSON.stringify({ query: 'subscription { refundEvents { id } }' });
    const streams = [];
    // The streams are opened one by one, because opening a stream is a request in flight.
    for (let count = 0; count < 50; count++) {
      const stream = await port.connect();
      stream.write(`${head(body.length, 'Accept: text/event-stream\r\n')}${body}`);
      await stream.answered('text/event-stream');
      streams.push(stream);
    }
    expect(await served()).toBe(200);
    await withoutPatience(['headersTimeout'], () => Promise.all(idle.map(({ closed }) => closed)));
    // Every stream is still there: it gets the next event.
    const { id } = await insertCharge(gateway.database);
    await gateway.query(`mutation { createRefund(input: { charge: "${id}" }) { __typename } }`);
    await Promise.all(streams.map(({ answered }) => answered('evt_')));
    for (const { socket } of streams) socket.destroy();
  });

  test('are kept for a time after an answer', async () => {
    const kept = await port.connect();
    const { keepAliveTimeout } = gateway.server;
    onTestFinished(() => {
      gateway.server.keepAliveTimeout = keepAliveTimeout;
    });
    for (const times of [1, 2]) {
      // After the second answer, the connection is kept only until the server's next check.
      if (times === 2) gateway.server.keepAliveTimeout = AT_ONCE_MS;
      kept.write(head(BODY.length) + BODY);
      await expect.poll(() => kept.received().split('{"data"').length).toBe(times + 1);
    }
    await kept.closed;
  });
});

describe('answers that are read slowly', () => {
  const PAGE = 100;

  test('do not count as in flight, hold no connection of the pool, and are cut in the end', async () => {
    const { database } = gateway;
    const charge = await insertCharge(database, { amount: 1_000_000n });
    // The answer has about ten megabytes, more than the buffers of the sockets hold.
    const value = '🧾'.repeat(500);
    const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, key) => [`key${key}`, value]));
    const { id } = await insertRefund(database, charge, { amount: 1n, metadata });
    await database.pool.query(
      `INSERT INTO refund SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2 || n))).*
       FROM refund r, generate_series(2, $3::int) n WHERE r.id = $1`,
      [id, testId('re'), PAGE],
    );
    const query = `{ charge(id: "${charge.id}") { refunds(first: ${PAGE}) { nodes { metadata } } } }`;
    const body = JSON.stringify({ query });
    const slow = [];
    for (let count = 0; count < LIMITS.maxRequestsInFlight; count++) {
      const accepted = once(gateway.server, 'connection');
      const connection = await port.connect();
      const [farEnd] = (await accepted) as [Socket];
      connection.write(head(body.length) + body);
      await once(connection.socket, 'data');
      connection.socket.pause();
      slow.push({ ...connection, farEnd });
    }
    expect(await served()).toBe(200);
    // Each connection has the server's limit. The test shortens the limit only after all answers have begun.
    expect(slow.map(({ farEnd }) => farEnd.timeout)).toEqual(slow.map(() => LIMITS.idleTimeoutMs));
    const cut = slow.map(({ farEnd }) => once(farEnd, 'close'));
    for (const { farEnd } of slow) farEnd.setTimeout(AT_ONCE_MS);
    await Promise.all(cut);
    for (const { socket } of slow) socket.resume();
    await Promise.all(slow.map(({ closed }) => closed));
    expect(slow.map(({ received }) => received().startsWith('HTTP/1.1 200 OK'))).toEqual([true, true, true]);
    expect(slow.map(({ received }) => received().trimEnd().endsWith('}}'))).toEqual([false, false, false]);
  });
});
