import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, expect, type MockInstance, onTestFinished, test, vi } from 'vitest';
import { shutDownOnSignal } from '../../src/http/shutdown.js';
import { connection } from '../support/clients/connection.js';
import { testLogger } from '../support/logs/test-logger.js';
import { keepsAlive } from '../support/processes/keeps-alive.js';

const [INFO, ERROR] = [30, 50];
/** The longest that Node.js has: 24 days. */
const MAX_TIMER_MS = 2_147_483_647;

const { exitCode } = process;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  process.exitCode = exitCode;
});

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
const GET_AT_ONCE = GET.replace('/', '/at-once');

/**
 * A server with one request in flight, whose process is told to stop when the test says so. It answers /at-once at once,
 * and keeps connections for ever.
 */
async function stoppable(close: () => Promise<void> = async () => {}, deadlineMs?: number) {
  const handlers = new Map<string | symbol, (signal: NodeJS.Signals) => void>();
  const on = vi.spyOn(process, 'on').mockImplementation((signal, handler) => {
    handlers.set(signal, handler as never);
    return process;
  });
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const logged: { level: number; msg: string; err?: { message: string } }[] = [];
  /** Whether the port was open at each line. */
  const listened: boolean[] = [];
  const push = (line: (typeof logged)[number]) => {
    logged.push(line);
    listened.push(server.listening);
  };
  const stopping = new AbortController();
  const answers: ServerResponse[] = [];
  const server = createServer({ keepAliveTimeout: 0 }, (req, res) => {
    if (req.url === '/at-once') res.end('done at once');
    else answers.push(res);
  });
  const closed = vi.fn(close);
  shutDownOnSignal(server, stopping, closed, testLogger({ push }), deadlineMs);
  on.mockRestore();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const arrived = once(server, 'request');
  const connect = async () => {
    const accepted = once(server, 'connection');
    const [client] = await Promise.all([connection((server.address() as AddressInfo).port), accepted]);
    return client;
  };
  const client = await connect();
  client.write(GET);
  await arrived;
  return {
    client,
    server,
    connect,
    closed,
    exit,
    stopping,
    begin: () => answers[0]?.write('begun and '),
    answer: () => answers[0]?.end('done'),
    listened,
    tell: (signal: NodeJS.Signals) => handlers.get(signal)?.(signal),
    lines: () => logged.map(({ level, msg, err }) => [level, msg, ...(err ? [err.message] : [])]),
  };
}

/** The events of sockets come without timers. */
const turns = async (isDone: () => boolean) => {
  while (!isDone()) await new Promise((resolve) => setImmediate(resolve));
};

test('the request in flight is answered before the process closes what it has open, and says so', async () => {
  const { client, closed, exit, stopping, answer, tell, lines } = await stoppable();
  tell('SIGINT');
  tell('SIGTERM');
  expect([stopping.signal.aborted, closed.mock.calls.length]).toEqual([true, 0]);
  answer();
  await client.closed;
  await turns(() => lines().length > 1);
  expect(client.received()).toMatch(/connection: close[\s\S]*done/i);
  expect(closed).toHaveBeenCalledOnce();
  expect(lines()).toEqual([
    [INFO, 'SIGINT: finishing the requests in flight'],
    [INFO, 'Stopped'],
  ]);
  expect(exit).not.toHaveBeenCalled();
});

test('a request that is not answered within fifteen seconds is cut, with an error in the log and the exit code 1', async () => {
  const { closed, exit, tell, lines } = await stoppable();
  tell('SIGTERM');
  vi.advanceTimersByTime(14_999);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(exit.mock.calls).toEqual([[1]]);
  expect(lines()).toEqual([
    [INFO, 'SIGTERM: finishing the requests in flight'],
    [ERROR, 'Not stopped after 15000 ms: the requests still in flight are cut'],
  ]);
  expect(closed).not.toHaveBeenCalled();
});

test('a failure to close is logged, and makes the exit code 1', async () => {
  const { answer, tell, lines } = await stoppable(() => Promise.reject(new Error('The disk is full')));
  tell('SIGTERM');
  answer();
  await turns(() => lines().length > 1);
  expect(lines()).toEqual([
    [INFO, 'SIGTERM: finishing the requests in flight'],
    [ERROR, 'Stopping failed', 'The disk is full'],
  ]);
  expect(process.exitCode).toBe(1);
});

test('until the process is told to stop, a connection is kept after its answer', async () => {
  const { client, answer } = await stoppable();
  answer();
  await client.answered('done');
  client.write(GET_AT_ONCE);
  await client.answered('done at once');
  expect(client.received()).not.toMatch(/connection: close/i);
});

test('an answer that had begun arrives whole', async () => {
  const { client, begin, answer, tell, lines } = await stoppable();
  begin();
  await client.answered('begun and ');
  tell('SIGTERM');
  answer();
  await client.closed;
  await turns(() => lines().length > 1);
  expect(client.received()).toContain('done');
  expect(lines().at(-1)).toEqual([INFO, 'Stopped']);
});

test('other connections are closed with the last answer, also one that never sent anything', async () => {
  const { client, connect, answer, tell, lines, listened } = await stoppable();
  const [used, unused] = [await connect(), await connect()];
  used.write(GET_AT_ONCE);
  await used.answered('done at once');
  tell('SIGTERM');
  // Scripts rely on this: once the log says so, nobody can connect any more.
  expect(listened).toEqual([false]);
  // It may ask once more, and is told to leave.
  used.write(GET_AT_ONCE);
  await used.closed;
  expect(used.received()).toMatch(/done at once[\s\S]*connection: close[\s\S]*done at once/i);
  expect(unused.socket.closed).toBe(false);
  answer();
  await Promise.all([client.closed, unused.closed]);
  await turns(() => lines().length > 1);
  expect(lines().at(-1)).toEqual([INFO, 'Stopped']);
});

test('each connection is closed once', async () => {
  const { client, server, connect, answer, tell, lines } = await stoppable();
  const closes: MockInstance[] = [];
  server.on('connection', (socket: Socket) => closes.push(vi.spyOn(socket, 'destroySoon')));
  const others = [await connect(), await connect(), await connect()];
  tell('SIGTERM');
  answer();
  await Promise.all([client, ...others].map(({ closed }) => closed));
  await turns(() => lines().length > 1);
  expect(closes.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
});

test('a process that is told to stop does not stay alive for the deadline', async () => {
  vi.useRealTimers();
  const { client, answer, tell } = await stoppable(undefined, MAX_TIMER_MS);
  expect(keepsAlive(() => tell('SIGTERM'))).toBe(false);
  answer();
  await client.closed;
});

test('a connection that has closed is forgotten, and not closed once more at the end', async () => {
  const { client, server, connect, answer, tell, lines } = await stoppable();
  const accepted = once(server, 'connection');
  const gone = await connect();
  const [farEnd] = (await accepted) as [Socket];
  const closes = vi.spyOn(farEnd, 'destroySoon');
  const left = new Promise((resolve) => farEnd.once('close', resolve));
  gone.socket.resetAndDestroy();
  await left;
  closes.mockClear();
  tell('SIGTERM');
  answer();
  await client.closed;
  await turns(() => lines().length > 1);
  expect(closes).not.toHaveBeenCalled();
});

test('a process without a request in flight closes its connections at once', async () => {
  const { client, closed, answer, tell, lines } = await stoppable();
  answer();
  await client.answered('done');
  tell('SIGTERM');
  await client.closed;
  await turns(() => lines().length > 1);
  expect(closed).toHaveBeenCalledOnce();
});
