import { EventEmitter, once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { oneByOne } from '../../src/http/one-by-one.js';
import { connection } from '../support/clients/connection.js';

/** Larger than the buffers of sockets. */
const LARGE_BYTES = 20_000_000;

/** A connection to a server that answers when the test decides. `taken` has the paths of the requests that it took. */
async function pipelining() {
  const taken: string[] = [];
  const answers: ServerResponse[] = [];
  const server = createServer(
    oneByOne((req, res) => {
      taken.push(req.url ?? '');
      answers.push(res);
    }),
  );
  let arrived = 0;
  server.prependListener('request', () => void arrived++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const accepted = once(server, 'connection');
  const client = await connection((server.address() as AddressInfo).port);
  const [farEnd] = (await accepted) as [Socket];
  return {
    ...client,
    farEnd,
    taken,
    answers,
    /** Sends requests with the paths /1, /2 … in one packet, and waits until all have arrived. */
    async send(count: number) {
      const before = arrived;
      client.write(
        Array.from({ length: count }, (_, at) => `GET /${at + 1} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(
          '',
        ),
      );
      await expect.poll(() => arrived).toBe(before + count);
    },
  };
}

const paths = (count: number) => Array.from({ length: count }, (_, at) => `/${at + 1}`);

test('the next request is taken once the answer before it is written', async () => {
  const { send, taken, answers, answered } = await pipelining();
  await send(3);
  for (const count of [1, 2, 3]) {
    await expect.poll(() => taken).toEqual(paths(count));
    answers[count - 1]?.end(`answer ${count}`);
    await answered(`answer ${count}`);
  }
});

test('requests that arrive while one that waited is answered are taken one by one too', async () => {
  const { send, taken, answers } = await pipelining();
  await send(2);
  answers[0]?.end();
  await expect.poll(() => taken).toHaveLength(2);
  await send(3);
  for (let count = 2; count < 5; count++) {
    expect(taken).toHaveLength(count);
    answers[count - 1]?.end();
    await expect.poll(() => taken).toHaveLength(count + 1);
  }
});

test('a request on a connection that is idle is taken at once', async () => {
  const { send, taken, answers, answered } = await pipelining();
  for (const count of [1, 2, 3]) {
    await send(1);
    expect(taken).toHaveLength(count);
    answers[count - 1]?.end(`answer ${count}`);
    await answered(`answer ${count}`);
    await expect.poll(() => answers[count - 1]?.closed).toBe(true);
  }
});

test('while an answer is not read, the next request is not taken', async () => {
  const { socket, send, taken, answers } = await pipelining();
  socket.pause();
  await send(2);
  answers[0]?.end('x'.repeat(LARGE_BYTES));
  await expect.poll(() => answers[0]?.writableLength).toBeGreaterThan(0);
  expect(taken).toEqual(paths(1));
  socket.resume();
  await expect.poll(() => taken).toEqual(paths(2));
});

test('eight requests may wait, and are answered in order', async () => {
  const { send, taken, answers } = await pipelining();
  const count = 9;
  await send(count);
  for (let at = 0; at < count; at++) {
    await expect.poll(() => answers[at]).toBeDefined();
    answers[at]?.end();
  }
  expect(taken).toEqual(paths(count));
});

test.each([10, 58])(
  'a connection with more of them is closed, and none that waited is taken: %i',
  async (count) => {
    const { send, taken, closed } = await pipelining();
    await send(count);
    await closed;
    expect(taken).toEqual(paths(1));
  },
);

test('what waits when its connection closes is not taken', async () => {
  const { socket, farEnd, send, taken, answers } = await pipelining();
  await send(2);
  const gone = once(farEnd, 'close');
  socket.destroy();
  await gone;
  answers[0]?.end();
  await new Promise((resolve) => setImmediate(resolve));
  expect(taken).toEqual(paths(1));
});

test('what arrives of a connection that is closed is not taken, even if nothing is in front of it', () => {
  const taken: unknown[] = [];
  const listener = oneByOne((req) => void taken.push(req));
  const socket = { destroyed: false };
  const request = () => {
    const req = { socket };
    const res = Object.assign(new EventEmitter(), { closed: false });
    // @ts-expect-error The stand-ins have only the members that are used.
    listener(req, res);
    return { req, res };
  };
  const first = request();
  first.res.closed = true;
  const second = request();
  second.res.closed = true;
  socket.destroyed = true;
  request();
  expect(taken).toEqual([first.req, second.req]);
  expect(taken[1]).toBe(second.req);
});
