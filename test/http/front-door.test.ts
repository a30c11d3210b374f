import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'light-my-request';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ANYBODY, type Caller } from '../../src/callers/caller.js';
import { answerText } from '../../src/http/answer-text.js';
import { headCheck } from '../../src/http/check-head.js';
import { frontDoor } from '../../src/http/front-door.js';
import type { Admission, KnownRequest, Observer, Route } from '../../src/http/request-steps.js';
import { testLogger } from '../support/logs/test-logger.js';

/** Overrides of what stands behind the door. */
interface Behind {
  identify?: (req: IncomingMessage) => ReturnType<Parameters<typeof frontDoor>[0]['identify']>;
  admission?: Admission;
  observers?: Observer[];
  handle?: Route['handle'];
}

const callerNamed = (name: string): Caller => ({ ...ANYBODY, name });
const named = ({ headers }: IncomingMessage) => callerNamed(`${headers.authorization}`);

/** A front door with one limited and one free path. It records each step in order, and the lines of its log. */
function notingDoor({ identify = named, admission, observers = [], handle }: Behind = {}) {
  const passed: string[] = [];
  const handled: KnownRequest[] = [];
  const logged: { reqId: string; msg: string; err: { message: string } }[] = [];
  const route = (limited: boolean): Route => ({
    limited,
    needsCaller: () => true,
    handle: (req, res, request) => {
      passed.push('handled');
      handled.push(request);
      if (handle) return handle(req, res, request);
      answerText(res, 200, 'done');
      return undefined;
    },
  });
  const noting =
    (name: string): Observer =>
    (request) => {
      passed.push(`${name} observer`);
      return () => void passed.push(`${name} observer of ${request.caller?.name} at the end`);
    };
  const door = frontDoor({
    routes: new Map([
      ['/limited', route(true)],
      ['/free', route(false)],
    ]),
    observers: [noting('first'), ...observers, noting('last')],
    checkHead: headCheck({ allowedOrigins: ['https://desk.example'] }),
    identify: (req) => {
      passed.push('identified');
      return identify(req);
    },
    admission: (request, req, res, work) => {
      passed.push(`admitted ${request.caller.name}`);
      return admission ? admission(request, req, res, work) : work();
    },
    logger: testLogger(logged),
  });
  const ask = (url: string, headers: Record<string, string> = {}) =>
    inject(door, { url, headers: { authorization: 'desk', 'x-request-id': 'asked-1', ...headers } });
  const options = (headers: Record<string, string>) =>
    inject(door, { method: 'OPTIONS', url: '/free', headers: { 'x-request-id': 'asked-1', ...headers } });
  return { door, ask, options, passed, handled, logged };
}

const ARRIVED = ['first observer', 'last observer'];
const atTheEnd = (caller: string | undefined) =>
  ['first', 'last'].map((name) => `${name} observer of ${caller} at the end`);

describe('every request is observed and identified before the paths split', () => {
  test('a request to a limited path is admitted afterwards, and admission knows the caller', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/limited')).statusCode).toBe(200);
    expect(passed).toEqual([...ARRIVED, 'identified', 'admitted desk', 'handled', ...atTheEnd('desk')]);
  });

  test('a request to a path without a limit skips admission', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/free')).statusCode).toBe(200);
    expect(passed).toEqual([...ARRIVED, 'identified', 'handled', ...atTheEnd('desk')]);
  });

  test('a request to an unknown path', async () => {
    const { ask, passed } = notingDoor();
    const { statusCode, headers, payload } = await ask('/nowhere');
    expect([statusCode, headers['content-type'], payload]).toEqual([
      404,
      'text/plain; charset=utf-8',
      'Nothing is here. The API is at /graphql.\n',
    ]);
    expect(passed).toEqual([...ARRIVED, 'identified', ...atTheEnd('desk')]);
  });

  test.each<[string, string, Record<string, string>, number]>([
    ['an invalid Host', '/limited', { host: 'a/b' }, 400],
    ['a foreign Host', '/free', { host: 'evil.example' }, 421],
    ['a foreign Origin', '/nowhere', { origin: 'https://evil.example' }, 403],
    ['a bad key', '/limited', { 'idempotency-key': 'clé' }, 400],
  ])('a request with %s is not identified', async (_what, path, headers, status) => {
    const { ask, passed } = notingDoor();
    const response = await ask(path, headers);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors[0].extensions.requestId).toBe('asked-1');
    expect(passed).toEqual([...ARRIVED, ...atTheEnd(undefined)]);
  });

  test('a caller who is identified later', async () => {
    const { ask, passed } = notingDoor({ identify: async () => callerNamed('later') });
    expect((await ask('/limited')).statusCode).toBe(200);
    expect(passed).toEqual([...ARRIVED, 'identified', 'admitted later', 'handled', ...atTheEnd('later')]);
  });

  test.each(['/limited', '/free', '/nowhere'])(
    'a caller who may not pass learns nothing of %s',
    async (path) => {
      const refused = {
        status: 401,
        code: 'UNAUTHENTICATED' as const,
        message: 'The key is unknown.',
        headers: { 'www-authenticate': 'Bearer' },
      };
      const { ask, passed } = notingDoor({ identify: () => ({ refused }) });
      const response = await ask(path);
      expect(response.statusCode).toBe(401);
      expect(response.headers['www-authenticate']).toBe('Bearer');
      expect(response.json()).toEqual({
        errors: [
          { message: 'The key is unknown.', extensions: { code: 'UNAUTHENTICATED', requestId: 'asked-1' } },
        ],
      });
      expect(passed).toEqual([...ARRIVED, 'identified', ...atTheEnd(undefined)]);
    },
  );
});

const fails = () => {
  throw new Error('broken');
};
const rejects = () => Promise.reject(new Error('broken'));

describe('a failure behind the door is logged and answered, and the process goes on', () => {
  test.each<[string, string, Behind]>([
    ['identify throws', '/free', { identify: fails }],
    ['identify rejects', '/free', { identify: rejects }],
    ['admission throws', '/limited', { admission: fails }],
    ['admission rejects', '/limited', { admission: rejects }],
    ['a limited route throws', '/limited', { handle: fails }],
    ['a limited route rejects', '/limited', { handle: rejects }],
    ['a free route throws', '/free', { handle: fails }],
    ['a free route rejects', '/free', { handle: rejects }],
  ])('%s', async (_name, path, behind) => {
    const { ask, logged } = notingDoor(behind);
    const response = await ask(path);
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({
      errors: [
        { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'asked-1' } },
      ],
    });
    expect(logged).toMatchObject([{ reqId: 'asked-1', msg: 'Unexpected error', err: { message: 'broken' } }]);
  });

  test.each<[string, Observer]>([
    ['when the request arrives', fails],
    ['at the end', () => fails],
  ])('an observer fails %s: the answer and the other observers are as usual', async (_when, observer) => {
    const { ask, passed, logged } = notingDoor({ observers: [observer] });
    expect((await ask('/free')).statusCode).toBe(200);
    expect(passed).toEqual([...ARRIVED, 'identified', 'handled', ...atTheEnd('desk')]);
    expect(logged).toMatchObject([{ reqId: 'asked-1', msg: 'An observer of requests failed' }]);
  });

  test.each(['/free', '/limited'])('a route at %s gives no answer', async (path) => {
    const { ask, logged } = notingDoor({ handle: async () => {} });
    expect((await ask(path)).statusCode).toBe(500);
    expect(logged).toMatchObject([{ err: { message: `The route of ${path} gave no answer` } }]);
  });

  test('a route fails within its answer: the connection is cut, as the rest cannot be told', async () => {
    const { ask, logged } = notingDoor({
      handle: (_req, res) => {
        res.writeHead(200).write('half');
        return rejects();
      },
    });
    await expect(ask('/free')).rejects.toThrow();
    expect(logged).toMatchObject([{ msg: 'Unexpected error' }]);
  });

  test('a route fails after its answer: the answer stands, also while it is being sent', async () => {
    const large = 'x'.repeat(5_000_000);
    const { door, logged } = notingDoor({
      handle: (_req, res) => {
        answerText(res, 200, large);
        return rejects();
      },
    });
    const server = createServer(door).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/free`, { headers: { connection: 'close' } });
    expect(await response.text()).toBe(`${large}\n`);
    expect(logged).toMatchObject([{ msg: 'Unexpected error' }]);
  });
});

test('a client that disconnects before it is identified reaches no route, and holds no place', async () => {
  let identified = (_: Caller) => {};
  const caller = new Promise<Caller>((resolve) => {
    identified = resolve;
  });
  const { door, passed, logged } = notingDoor({ identify: () => caller });
  const server = createServer(door).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = request({ port, path: '/limited', method: 'POST' }).on('error', () => {});
  client.end('{}');
  await expect.poll(() => passed).toContain('identified');
  client.destroy();
  await expect.poll(() => passed).toContain('last observer of undefined at the end');
  identified(callerNamed('desk'));
  await caller;
  await new Promise((resolve) => setImmediate(resolve));
  expect(passed).not.toContain('admitted desk');
  expect(logged).toEqual([]);
});

test('a client that disconnects before its answer is no failure of the route', async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { door, passed, logged } = notingDoor({ handle: () => finished });
  const server = createServer(door).listen(0);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = request({ port, path: '/free' }).on('error', () => {});
  client.end();
  await expect.poll(() => passed).toContain('handled');
  client.destroy();
  await expect.poll(() => passed).toContain('last observer of undefined at the end');
  finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(logged).toEqual([]);
});

test('a handler gets the caller, the request id and the path without its query', async () => {
  const { ask, handled } = notingDoor();
  const response = await ask('/free?email=jenny@example.com', { 'x-request-id': 'mine' });
  expect(handled).toEqual([{ id: 'mine', method: 'GET', path: '/free', caller: callerNamed('desk') }]);
  expect(response.headers['x-request-id']).toBe('mine');
});

test.each(['two words', 'a:b', '', 'x'.repeat(65)])(
  'the invalid request id %j is replaced',
  async (given) => {
    const { ask, handled } = notingDoor();
    const response = await ask('/free', { 'x-request-id': given });
    expect(handled[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers['x-request-id']).toBe(handled[0]?.id);
  },
);

test('a request id of 64 letters, digits, points and dashes is kept', async () => {
  const { ask, handled } = notingDoor();
  const longest = `a-B_9.${'x'.repeat(58)}`;
  await ask('/free', { 'x-request-id': longest });
  expect(handled[0]?.id).toBe(longest);
});

describe('a page of an allowed origin', () => {
  const origin = 'https://desk.example';
  const readable = {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id, retry-after, x-total-count',
  };

  test.each<[string, Behind, Record<string, string>, number]>([
    ['/free', {}, {}, 200],
    ['/nowhere', {}, {}, 404],
    ['/limited', { handle: fails }, {}, 500],
    [
      '/limited',
      { identify: () => ({ refused: { status: 401, code: 'UNAUTHENTICATED', message: '' } }) },
      {},
      401,
    ],
    ['/limited', {}, { 'idempotency-key': 'clé' }, 400],
  ])('can read the answer of %s, also an error', async (path, behind, headers, status) => {
    const response = await notingDoor(behind).ask(path, { origin, ...headers });
    expect(response.statusCode).toBe(status);
    expect(response.headers).toMatchObject(readable);
    expect(response.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('is told what it may send, before anybody is identified', async () => {
    const { options, passed } = notingDoor();
    const names = 'apollographql-client-name,content-type, idempotency-key,';
    const asked = names + 'x'.repeat(1_000 - names.length);
    const response = await options({
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked,
    });
    expect([response.statusCode, response.payload]).toEqual([204, '']);
    expect(response.headers).toMatchObject({
      ...readable,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': asked,
      'access-control-max-age': '600',
    });
    expect(passed).toEqual([...ARRIVED, ...atTheEnd(undefined)]);
  });

  test.each(['a b', '*', 'x'.repeat(1_001)])('may not send headers that are no names: %s', async (asked) => {
    const { options } = notingDoor();
    const response = await options({
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked,
    });
    expect(response.headers).not.toHaveProperty('access-control-allow-headers');
  });

  test.each<[string, Record<string, string>]>([
    ['for something else', { origin }],
    ['without an origin', { 'access-control-request-method': 'POST' }],
  ])('a request by OPTIONS %s reaches the path', async (_, headers) => {
    const { options, passed } = notingDoor();
    await options(headers);
    expect(passed).toContain('handled');
  });

  test('another origin may not even ask', async () => {
    const { options } = notingDoor();
    const response = await options({ origin: 'null', 'access-control-request-method': 'POST' });
    expect(response.statusCode).toBe(403);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    expect(response.headers).toMatchObject({ vary: 'Origin' });
  });
});
