import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { beforeEach, expect, test } from 'vitest';
import type { Gateway } from '../../src/graphql/request/yoga.js';
import { fastPath } from '../../src/http/fast-path.js';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { answerOfYoga } from '../support/gateways/answer-of-yoga.js';
import { openPort } from '../support/gateways/open-port.js';
import { serverContext } from '../support/gateways/server-context.js';

let executed = 0;
let closed = 0;
let waiting: (() => void)[] = [];
const yoga = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: 'type Query { asked: Int }',
    resolvers: { Query: { asked: () => ++executed } },
  }),
});
const gateway = { yoga, maxBodyBytes: 1_000, answer: answerOfYoga(yoga) } as unknown as Gateway;
/** No turn has time until the test says so. */
const turns = { isFree: false, later: () => new Promise<void>((resolve) => void waiting.push(resolve)) };
const handle = fastPath(gateway, HTTP_LIMITS, turns);
const port = openPort({
  server: createServer((req, res) => {
    res.once('close', () => void closed++);
    void handle(req, res, serverContext());
  }),
});

beforeEach(() => {
  executed = 0;
  closed = 0;
  waiting = [];
});

const BODY = '{"query":"{ asked }"}';
const post = (more: string): string =>
  `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${more}Content-Length: ${BODY.length}\r\n\r\n${BODY}`;
const ways: [string, string][] = [
  ['a POST', post('')],
  ['a POST for a stream', post('Accept: text/event-stream\r\n')],
  ['a GET', 'GET /graphql?query={asked} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n'],
];

test.each(ways)('%s begins when its turn has time', async (_, request) => {
  const { write, answered } = await port.connect();
  write(request);
  await expect.poll(() => waiting.length).toBe(1);
  expect(executed).toBe(0);
  waiting[0]?.();
  await answered('"asked":1');
});

test.each(ways)('%s whose client has left meanwhile is not executed', async (_, request) => {
  const { write, socket } = await port.connect();
  write(request);
  await expect.poll(() => waiting.length).toBe(1);
  socket.destroy();
  await expect.poll(() => closed).toBe(1);
  waiting[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(executed).toBe(0);
});
