import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Client, fetchExchange } from '@urql/core';
import { createSchema, createYoga } from 'graphql-yoga';
import { beforeEach, expect, test } from 'vitest';
import type { Gateway } from '../../src/graphql/request/yoga.js';
import { fastPath } from '../../src/http/fast-path.js';
import { HTTP_LIMITS } from '../../src/http/limits.js';
import { answerOfYoga } from '../support/gateways/answer-of-yoga.js';
import { openPort } from '../support/gateways/open-port.js';
import { serverContext } from '../support/gateways/server-context.js';

const whole = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: 'type Query { asked: Int } type Mutation { change: Int }',
    resolvers: { Query: { asked: () => 1 }, Mutation: { change: () => 2 } },
  }),
});
let standard = 0;
const yoga = {
  handle: (req: IncomingMessage, res: ServerResponse, context: object) => {
    standard++;
    return whole.handle(req, res, context);
  },
};
const handle = fastPath(
  { yoga, maxBodyBytes: 10_000, answer: answerOfYoga(whole) } as unknown as Gateway,
  HTTP_LIMITS,
);
const port = openPort({ server: createServer((req, res) => void handle(req, res, serverContext())) });
beforeEach(() => {
  standard = 0;
});

const client = (options: { readonly preferGetMethod?: boolean } = {}) =>
  new Client({ url: `${port.url}/graphql`, exchanges: [fetchExchange], ...options });

test("urql's mutations, and its queries by POST, take the fast path", async () => {
  expect((await client().mutation('mutation { change }', {})).data).toEqual({ change: 2 });
  expect((await client({ preferGetMethod: false }).query('{ asked }', {})).data).toEqual({ asked: 1 });
  expect(standard).toBe(0);
});

test("urql's queries are asked by GET with its defaults, which take the standard path", async () => {
  expect((await client().query('{ asked }', {})).data).toEqual({ asked: 1 });
  expect(standard).toBe(1);
});
