import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { limitConnections } from '../../src/http/connections.js';
import { connection } from '../support/clients/connection.js';

const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
const LATE = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n';

/** A server with a limit of three connections. It answers /, and never answers anything else. */
async function limited() {
  const answer: RequestListener = (req, res) =>
    void (req.url === '/' && req.method === 'GET' && res.end('ok'));
  const server = createServer(answer);
  limitConnections(server, 3);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    count: () => new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open))),
    /** Opens a connection once the server has accepted it, and sends something. */
    async open(text = '') {
      const accepted = once(server, 'connection');
      const [opened] = await Promise.all([connection(port), accepted]);
      if (text !== '') {
        const requested = once(server, 'request');
        opened.write(text);
        await requested;
      }
      return opened;
    },
    /** Whether a new connection is answered. */
    async answers() {
      const { write, answered } = await connection(port);
      write(GET);
      await answered('200 OK');
    },
  };
}

test('at the limit, the connection that was idle longest makes room', async () => {
  const { open, answers } = await limited();
  const [first, second, third] = [await open(), await open(), await open()];
  // The first is used again, so the second is idle longest.
  first.write(GET);
  await first.answered('200 OK');
  await answers();
  await second.closed;
  expect([first, third].map(({ socket }) => socket.closed)).toEqual([false, false]);
});

test('a connection whose body is still arriving makes room, one that is being answered does not', async () => {
  const { open, answers } = await limited();
  const answering = [await open(GET.replace('/', '/slow')), await open(GET.replace('/', '/slow'))];
  const late = await open(LATE);
  await answers();
  await late.closed;
  expect(answering.map(({ socket }) => socket.closed)).toEqual([false, false]);
});

test('a new connection is closed if all others are being answered, until one of them ends', async () => {
  const { open, answers, count } = await limited();
  const slow = GET.replace('/', '/slow');
  const [first] = [await open(slow), await open(slow), await open(slow)];
  await (await open()).closed;
  expect(first.socket.closed).toBe(false);
  first.socket.destroy();
  await expect.poll(count).toBe(2);
  await answers();
});

test('of several connections that arrive in one turn, the last ones stay open', () => {
  const server = createServer();
  limitConnections(server, 2);
  const sockets = Array.from({ length: 5 }, () => new Duplex({ read() {} }));
  for (const socket of sockets) server.emit('connection', socket);
  expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, true, true, false, false]);
  for (const socket of sockets) socket.destroy();
});

test('a connection makes room once its answer is sent, not once it is made', () => {
  const server = createServer();
  limitConnections(server, 1);
  const newest = () => {
    const socket = new Duplex({ read() {} });
    onTestFinished(() => void socket.destroy());
    server.emit('connection', socket);
    return socket;
  };
  const answering = newest();
  const res = { req: { complete: true }, writableEnded: true, writableFinished: false };
  server.emit('request', { socket: answering }, res);
  expect([newest().destroyed, answering.destroyed]).toEqual([true, false]);
  res.writableFinished = true;
  expect([newest().destroyed, answering.destroyed]).toEqual([false, true]);
});
