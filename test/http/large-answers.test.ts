import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limitRequests } from '../../src/graphql/limits/limit-requests.js';
import { REQUEST_LIMITS } from '../../src/graphql/limits/request-limits.js';
import type { Gateway } from '../../src/graphql/request/yoga.js';
import { fastPath } from '../../src/http/fast-path.js';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { UnreadAnswers } from '../../src/http/unread-answers.js';
import { answerOfYoga } from '../support/gateways/answer-of-yoga.js';
import { openPort } from '../support/gateways/open-port.js';
import { serverContext } from '../support/gateways/server-context.js';

/** Larger than the buffers of sockets. */
const LARGE_BYTES = 20_000_000;

/** As many values as a large answer has. */
const VALUES = Array.from({ length: 100 }, (_, index) => `a${index}: small`).join(' ');

const yoga = createYoga({
  logging: false,
  plugins: [limitRequests({ ...REQUEST_LIMITS, maxAnswerBytes: 2 * LARGE_BYTES, maxAliases: 200 })],
  schema: createSchema({
    typeDefs: 'type Query { large: String, small: String } type Mutation { large: String }',
    resolvers: {
      Query: { large: () => 'x'.repeat(LARGE_BYTES), small: () => 'x' },
      Mutation: { large: () => 'x'.repeat(LARGE_BYTES) },
    },
  }),
});
const gateway = { yoga, maxBodyBytes: 10_000, answer: answerOfYoga(yoga) } as unknown as Gateway;
const unread = new UnreadAnswers({ maxUnreadBytes: LARGE_BYTES / 2 });
const handle = fastPath(gateway, HTTP_LIMITS);
const server = createServer((req, res) => {
  unread.watch(res);
  const onClosed = (listener: () => void) => void res.once('close', listener);
  void handle(req, res, serverContext({ room: unread, onClosed }));
});
const port = openPort({ server });

const post = (query: string, more = ''): string => {
  const body = JSON.stringify({ query });
  return `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;
};
const get = (query: string): string =>
  `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n`;

/** Sends a request and reads only the start of the answer. */
async function readStart(request: string) {
  const { socket, write, received } = await port.connect();
  write(request);
  await once(socket, 'data');
  socket.pause();
  return { status: received().slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3), socket };
}

// A client that pauses for a second may be cut, and on a busy machine each of these tests takes longer.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

// The server learns a moment later that the clients of the test before are gone.
beforeEach(() => expect.poll(() => unread.isFull).toBe(false));

test.each([
  ['a POST', post('{ large }')],
  ['a GET', get('{ large }')],
  ['a POST for an event stream', post('{ large }', 'Accept: text/event-stream\r\n')],
])('the answer to %s counts until it is read', async (_, request) => {
  const { status, socket } = await readStart(request);
  expect(status).toBe('200');
  await expect.poll(() => unread.isFull).toBe(true);
  socket.resume();
  await expect.poll(() => unread.isFull).toBe(false);
});

describe.each([
  ['POST', post],
  ['GET', get],
])('while too much is unread, by %s', (method, ask) => {
  test.each([
    ['a large answer to a query is refused', `{ large ${VALUES} }`, '503'],
    ['whatever its text says', `{ large ${VALUES} } # mutation`, '503'],
    ['a small one is written', '{ small }', '200'],
    ['the answer to a mutation is written', 'mutation { large }', method === 'POST' ? '200' : '405'],
  ])('%s', async (_, query, status) => {
    const { socket } = await readStart(post('{ large }'));
    await expect.poll(() => unread.isFull).toBe(true);
    expect((await readStart(ask(query))).status).toBe(status);
    socket.destroy();
  });
});
