import { getEventListeners } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Statement } from '../../src/database/sql.js';
import { createServer, type ServerOptions } from '../../src/http/server.js';
import { openPort } from '../support/gateways/open-port.js';
import { PATIENT_LIMITS } from '../support/gateways/patient-limits.js';
import { TestClock } from '../support/gateways/test-clock.js';
import { testLogger } from '../support/logs/test-logger.js';

const LIMITS = { ...PATIENT_LIMITS, headersTimeoutMs: 60_001, requestTimeoutMs: 60_002 };
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
