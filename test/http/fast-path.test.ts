import type { ServerResponse } from 'node:http';
import { type InjectOptions, inject } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import type { Gateway, PipelineRequest } from '../../src/graphql/request/yoga.js';
import { fastPath } from '../../src/http/fast-path.js';
import { serverContext } from '../support/gateways/server-context.js';

/** What became of a request: the path that it took, as which request the fast one saw it, and the answer. */
async function passed(given: InjectOptions, data: object = {}) {
  const seen: { path?: string; request?: PipelineRequest } = {};
  const gateway = {
    maxBodyBytes: 1_000,
    graphiqlPage: async () => Buffer.from('<p>é</p>'),
    yoga: {
      handle: async (_: unknown, res: ServerResponse) => {
        seen.path = 'standard';
        res.end('{}');
      },
    },
    answer: async (_: unknown, request: PipelineRequest) => {
      Object.assign(seen, { path: 'fast', request });
      return { data };
    },
  } as unknown as Gateway;
  const handle = fastPath(gateway, { maxArrivingBytes: 1_000 });
  const response = await inject((req, res) => void handle(req, res, serverContext()), {
    ...{ method: 'POST', url: '/graphql?a=1', payload: { query: '{ a }' }, ...given },
    headers: { 'content-type': 'application/json', ...given.headers },
  });
  return { ...seen, response };
}

const json = (body: unknown): InjectOptions => ({ payload: JSON.stringify(body) });
const accepting = (accept: string): InjectOptions => ({ headers: { accept } });

describe('an ordinary request takes the fast path', () => {
  test.each<[string, InjectOptions]>([
    ['a query', {}],
    ['a mutation', json({ query: 'mutation { subscribe }' })],
    ['of a client of GraphQL over HTTP', accepting('application/graphql-response+json')],
    ['of a client that prefers JSON to a stream', accepting('application/json, text/event-stream;q=0.5')],
    ['of a client that prefers JSON to a page', accepting('application/json, text/html;q=0.5')],
  ])('%s', async (_, request) => {
    const { path, response } = await passed(request);
    expect([path, response.payload]).toEqual(['fast', '{"data":{}}']);
  });
});

describe('any other request takes the standard path', () => {
  test.each<[string, InjectOptions]>([
    ['a subscription', json({ query: 'subscription { a }' })],
    ['one of several operations that may be a subscription', json({ query: '{ a } subscription B { b }' })],
    ['a body without a query', json({ variables: {} })],
    ['a query that is no text', json({ query: 1 })],
    ['a list', json([{ query: '{ a }' }])],
    ['null', json(null)],
    ['a text', json('{ a }')],
    ['a body that is not JSON', { payload: '{' }],
    ['a client that prefers a stream', accepting('text/event-stream, application/json;q=0.5')],
  ])('%s', async (_, request) => {
    expect((await passed(request)).path).toBe('standard');
  });

  test('a query in a URL', async () => {
    const { path } = await passed({ method: 'GET', payload: '', url: '/graphql?query={a}' });
    expect(path).toBe('standard');
  });
});

test('the fast path tells the pipeline the method, the URL and the headers of a request', async () => {
  const { request } = await passed({ headers: { host: 'desk.example', 'idempotency-key': 'k' } });
  expect([request?.method, request?.url]).toEqual(['POST', 'http://desk.example/graphql?a=1']);
  expect([request?.headers.get('Idempotency-Key'), request?.headers.get('Last-Event-ID')]).toEqual([
    'k',
    null,
  ]);
});

test.each([
  ['of ASCII', 'tea'],
  ['with other characters', 'thé'],
])('an answer %s has its length in bytes', async (_, text) => {
  const { response } = await passed({}, { text });
  expect(response.payload).toBe(`{"data":{"text":"${text}"}}`);
  expect(Number(response.headers['content-length'])).toBe(Buffer.byteLength(response.payload));
});

test('the page of GraphiQL has its length in bytes', async () => {
  const { path, response } = await passed({ method: 'GET', payload: '', ...accepting('text/html') });
  expect([path, response.payload, response.headers['content-length']]).toEqual([undefined, '<p>é</p>', '9']);
});

test.each(['HEAD', 'PUT', 'OPTIONS'] as const)('the method %s is refused', async (method) => {
  const { path, response } = await passed({ method, payload: '' });
  expect([path, response.statusCode, response.headers['allow']]).toEqual([undefined, 405, 'GET, POST']);
});
