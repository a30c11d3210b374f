import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { openPort } from '../support/gateways/open-port.js';
import { testGateway } from '../support/gateways/test-gateway.js';
import { insertCharge, insertRefund, testId } from '../support/rows/ledger-rows.js';

/** As in earnest, but nobody has the time to wait for it. */
const LIMITS = {
  maxRequestsInFlight: 3,
  headersTimeoutMs: 300,
  requestTimeoutMs: 600,
  keepAliveTimeoutMs: 300,
  // Longer than an answer of some megabytes takes to be made where all cores are busy.
  idleTimeoutMs: 2_000,
  slowBodyMs: 50,
  checkIntervalMs: 20,
};
const gateway = testGateway({ limits: LIMITS });
const port = openPort(gateway);
/** More than are let in at once, and than the pool has connections. */
const MANY = 12;

const BODY = JSON.stringify({ query: '{ __typename }' });
const head = (length: number, more = '') =>
  `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${more}\r\n`;
const many = <T>(make: () => Promise<T>, count = MANY): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make));

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
const isServed = () => expect.poll(() => served().catch(() => 0), { timeout: 3_000 }).toBe(200);

/** No connection of the pool is taken, and nobody waits for one. */
afterEach(() => {
  const { idleCount, totalCount, waitingCount } = gateway.database.pool;
  expect([totalCount - idleCount, waitingCount]).toEqual([0, 0]);
});

describe('requests that come slowly', () => {
  test('a head that does not end is cut, and so is a connection that sends nothing', async () => {
    const slow = await many(port.connect);
    for (const { write } of slow.slice(1)) write('POST /graphql HTTP/1.1\r\nHost: x\r\n');
    await isServed();
    await Promise.all(slow.map(({ closed }) => closed));
    expect(slow[1]?.received()).toContain('408 Request Timeout');
  });

  test('a body that drips takes no place of others, and is cut in the end', async () => {
    const slow = await many(port.connect);
    for (const { write } of slow) write(`${head(BODY.length)}{`);
    const dripping = setInterval(() => {
      for (const { write } of slow) write(' ');
    }, 100);
    await isServed();
    await Promise.all(slow.map(({ closed }) => closed));
    clearInterval(dripping);
    // The first three were let in, and waited for.
    expect(slow.filter(({ received }) => received().includes('408 Request Timeout')).length).toBeGreaterThan(
      0,
    );
    expect(slow.filter(({ received }) => received().includes('{"data"'))).toEqual([]);
  });

  test('a body that is late but complete is answered', async () => {
    const slow = await port.connect();
    slow.write(head(BODY.length, 'Expect: 100-continue\r\n'));
    await slow.answered('100 Continue');
    await new Promise((resolve) => setTimeout(resolve, 2 * LIMITS.slowBodyMs));
    slow.write(BODY);
    await slow.answered('{"data":{"__typename":"Query"}}');
  });
});

describe('connections that do nothing', () => {
  test('by the hundred, with streams of events, do no harm', async () => {
    const idle = await many(port.connect, 300);
    const body = JSON.stringify({ query: 'subscription { refundEvents { id } }' });
    const streams = [];
    // One after the other: a stream that is being opened is a request under way.
    for (let count = 0; count < 50; count++) {
      const stream = await port.connect();
      stream.write(`${head(body.length, 'Accept: text/event-stream\r\n')}${body}`);
      await stream.answered('text/event-stream');
      streams.push(stream);
    }
    expect(await served()).toBe(200);
    await Promise.all(idle.map(({ closed }) => closed));
    for (const { socket } of streams) socket.destroy();
  });

  test('more than there may be are closed at once, and one that ends makes room', async () => {
    gateway.server.maxConnections = 2;
    onTestFinished(() => {
      gateway.server.maxConnections = HTTP_LIMITS.maxConnections;
    });
    const [first] = await many(port.connect, 2);
    await (await port.connect()).closed;
    first?.socket.destroy();
    await isServed();
  });

  test('after an answer a connection is kept for a time', async () => {
    const kept = await port.connect();
    for (const times of [1, 2]) {
      kept.write(head(BODY.length) + BODY);
      await expect.poll(() => kept.received().split('{"data"').length).toBe(times + 1);
    }
    await kept.closed;
  });
});

describe('answers that are taken slowly', () => {
  const PAGE = 100;

  test('hold neither a place nor a connection of the pool, and are cut in the end', async () => {
    const { database } = gateway;
    const charge = await insertCharge(database, { amount: 1_000_000n });
    // Some ten megabytes, more than sockets take in.
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
    const cut: Promise<unknown>[] = [];
    const watch = (socket: Socket) => cut.push(once(socket, 'close'));
    gateway.server.on('connection', watch);
    const slow = [];
    // One after the other: a connection that waits for its turn to ask would be cut for that.
    for (let count = 0; count < LIMITS.maxRequestsInFlight; count++) {
      const connection = await port.connect();
      connection.write(head(body.length) + body);
      await Promise.race([once(connection.socket, 'data'), connection.closed]);
      connection.socket.pause();
      slow.push(connection);
    }
    gateway.server.off('connection', watch);
    expect(await served()).toBe(200);
    await Promise.all(cut);
    for (const { socket } of slow) socket.resume();
    await Promise.all(slow.map(({ closed }) => closed));
    expect(slow.map(({ received }) => received().startsWith('HTTP/1.1 200 OK'))).toEqual([true, true, true]);
    expect(slow.map(({ received }) => received().trimEnd().endsWith('}}'))).toEqual([false, false, false]);
  });
});
