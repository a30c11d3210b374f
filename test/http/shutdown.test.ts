import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { shutDownOnSignal } from '../../src/http/shutdown.js';
import { connection } from '../support/clients/connection.js';
import { testLogger } from '../support/logs/test-logger.js';

const [INFO, ERROR] = [30, 50];

const { exitCode } = process;
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  process.exitCode = exitCode;
});

/** A server with one request in flight, whose process is told to stop when the test says so. */
async function stoppable(close: () => Promise<void> = async () => {}) {
  const handlers = new Map<string | symbol, (signal: NodeJS.Signals) => void>();
  const on = vi.spyOn(process, 'on').mockImplementation((signal, handler) => {
    handlers.set(signal, handler as never);
    return process;
  });
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => {}) as never);
  const logged: { level: number; msg: string; err?: { message: string } }[] = [];
  const stopping = new AbortController();
  const answers: ServerResponse[] = [];
  const server = createServer((_, res) => void answers.push(res));
  const closed = vi.fn(close);
  shutDownOnSignal(server, stopping, closed, testLogger(logged));
  on.mockRestore();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const arrived = once(server, 'request');
  const client = await connection((server.address() as AddressInfo).port);
  client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await arrived;
  return {
    client,
    closed,
    exit,
    stopping,
    answer: () => answers[0]?.end('done'),
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
