import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import { inject } from 'light-my-request';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ANYBODY, type Caller } from '../../src/callers/caller.js';
import type { Gateway } from '../../src/graphql/request/yoga.js';
import { exportRoutes } from '../../src/http/export-route.js';
import { serverContext } from '../support/gateways/server-context.js';
import { TestClock } from '../support/gateways/test-clock.js';

const MAX_BODY_BYTES = 100;
const page = (hasNextPage = false): ExecutionResult => ({
  data: { refunds: { totalCount: 0, nodes: [], pageInfo: { hasNextPage, endCursor: 'x' } } },
});

/** The route of refunds, over an API that answers as the test says. */
function route(answer: () => Promise<ExecutionResult> = async () => page()) {
  const routes = new Map(
    exportRoutes({
      gateway: { maxBodyBytes: MAX_BODY_BYTES, yoga: { getResultForParams: answer } } as unknown as Gateway,
      clock: new TestClock(),
      contextOf: () => serverContext(),
      maxArrivingBytes: 10 * MAX_BODY_BYTES,
    }),
  );
  const handle = (req: IncomingMessage, res: ServerResponse, caller: Caller) =>
    routes.get('/export/refunds.csv')?.handle(req, res, {
      ...{ id: 'asked-1', method: 'POST', path: '/export/refunds.csv' },
      caller,
    });
  return {
    handle,
    route: routes.get('/export/refunds.csv'),
    ask: (name: string | null, payload: string | Buffer = '{"columns":["id"]}', headers = {}) =>
      inject((req, res) => void handle(req, res, { ...ANYBODY, name }), {
        ...{ method: 'POST', url: '/export/refunds.csv', payload },
        headers: { 'content-type': 'application/json', ...headers },
      }),
  };
}

/** A route whose exports wait until the test lets them end. */
function waiting() {
  const ends: (() => void)[] = [];
  const answer = () => new Promise<ExecutionResult>((resolve) => ends.push(() => resolve(page())));
  return {
    ...route(answer),
    ends,
    /** Settles once so many exports have begun. */
    begun: (count: number) => expect.poll(() => ends.length).toBe(count),
    endAll: () => {
      for (const end of ends) end();
    },
  };
}

const told = async (asked: ReturnType<ReturnType<typeof route>['ask']>) => {
  const { statusCode, payload, headers } = await asked;
  const [error] = JSON.parse(payload).errors;
  return { status: statusCode, retryAfter: headers['retry-after'], ...error };
};

describe('a body is refused', () => {
  const { ask } = route();
  test.each<[string, string | Buffer, object, number, string]>([
    ['that is too large', ' '.repeat(MAX_BODY_BYTES + 1), {}, 413, 'LIMIT_EXCEEDED'],
    ['that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'BAD_USER_INPUT'],
    ['that is compressed', '{}', { 'content-encoding': 'gzip' }, 415, 'BAD_USER_INPUT'],
    ['that is a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'BAD_USER_INPUT'],
  ])('%s', async (_, body, headers, status, code) => {
    expect(await told(ask(null, body, headers))).toMatchObject({ status, extensions: { code } });
  });

  test('that is not UTF-8, with the reason', async () => {
    expect((await told(ask(null, Buffer.from([0x22, 0xff, 0x22])))).message).toContain('UTF-8');
  });

  test('but not one of the largest size', async () => {
    expect((await ask(null, '{"columns":["id"]}'.padEnd(MAX_BODY_BYTES))).statusCode).toBe(200);
  });
});

test('an export counts as a request in flight, and needs a caller', () => {
  const { route: asked } = route();
  expect([asked?.limited, asked?.needsCaller({} as IncomingMessage)]).toEqual([true, true]);
});

test('a caller writes two exports at once, and is told to come back; nobody has more than five', async () => {
  const { ask, begun, endAll } = waiting();
  const running = ['anna', 'anna', 'ben', 'ben'].map((name) => ask(name));
  await begun(4);
  expect(await told(ask('anna'))).toEqual({
    ...{ status: 503, retryAfter: '5' },
    message: 'The gateway writes 2 exports for this caller already. Try again soon.',
    extensions: { code: 'OVERLOADED', requestId: 'asked-1', retryable: true },
  });
  running.push(ask('carla'));
  await begun(5);
  expect(await told(ask('desk'))).toEqual({
    ...{ status: 503, retryAfter: '5' },
    message: 'The gateway writes 5 exports already. Try again soon.',
    extensions: { code: 'OVERLOADED', requestId: 'asked-1', retryable: true },
  });
  endAll();
  expect((await Promise.all(running)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
});

test('without authentication all callers are one, and share five exports', async () => {
  const { ask, begun, endAll } = waiting();
  const running = [1, 2, 3, 4, 5].map(() => ask(null));
  await begun(5);
  expect((await ask(null)).statusCode).toBe(503);
  endAll();
  expect((await Promise.all(running)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  const next = ask(null);
  await begun(6);
  endAll();
  expect((await next).statusCode).toBe(200);
});

test('an export that ends gives back the place of its own caller', async () => {
  const { ask, begun, ends, endAll } = waiting();
  const running = ['anna', 'ben', 'ben'].map((name) => ask(name));
  await begun(3);
  ends[2]?.();
  await running[2];
  running.push(ask('anna'), ask('ben'));
  await begun(5);
  expect([await told(ask('anna')), await told(ask('ben'))].map(({ status }) => status)).toEqual([503, 503]);
  endAll();
  expect((await Promise.all(running)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
});

test.each<[string, number, boolean | undefined]>([
  ['FORBIDDEN', 403, undefined],
  ['INTERNAL_SERVER_ERROR', 500, undefined],
  ['OVERLOADED', 503, true],
  ['TIMEOUT', 504, undefined],
  ['LIMIT_EXCEEDED', 400, undefined],
])('an answer with the error %s has the status %i', async (code, status, retryable) => {
  const error = new GraphQLError('No', {
    extensions: { code, ...(retryable !== undefined && { retryable }) },
  });
  const { ask } = route(async () => ({ errors: [error], data: null }));
  const { extensions, ...others } = await told(ask(null));
  expect(others).toMatchObject({ status, message: 'No' });
  expect(extensions).toEqual({ code, requestId: 'asked-1', ...(retryable && { retryable }) });
});

test('an error tells its length in bytes, so that no client waits for more or loses its end', async () => {
  const error = new GraphQLError("No such charge: 'né'", { extensions: { code: 'RESOURCE_MISSING' } });
  const { headers, payload } = await route(async () => ({ errors: [error], data: null })).ask(null);
  expect(payload).toBe(
    `{"errors":[{"message":"No such charge: 'né'","extensions":{"code":"RESOURCE_MISSING","requestId":"asked-1"}}]}`,
  );
  expect(headers['content-length']).toBe('111');
});

test('a file has a name with its day, no cache keeps it, and no proxy holds it back', async () => {
  const { headers } = await route().ask(null);
  expect(headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="refunds-2026-03-01.csv"',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  expect(headers).not.toHaveProperty('x-total-count');
});

/** A response whose client takes nothing. */
function stalled() {
  const res = Object.assign(new EventEmitter(), {
    ...{ closed: false, headersSent: false, off: EventEmitter.prototype.off },
    writeHead: () => {
      res.headersSent = true;
    },
    write: vi.fn(() => false),
    end: vi.fn(),
    destroy: vi.fn(() => {
      res.closed = true;
      res.emit('close');
    }),
  });
  return res;
}

const request = () =>
  Object.assign(Readable.from([Buffer.from('{"columns":["id"]}')]), {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
  }) as unknown as IncomingMessage;

test('a client that takes nothing for twenty seconds is cut, and no further page is read', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const answer = vi.fn(async () => page(true));
  const res = stalled();
  const done = route(answer).handle(request(), res as unknown as ServerResponse, ANYBODY);
  for (const count of [1, 2]) {
    while (res.write.mock.calls.length < count) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(19_999);
    expect(res.destroy).not.toHaveBeenCalled();
    if (count === 1) res.emit('drain');
  }
  vi.advanceTimersByTime(1);
  await done;
  expect(res.destroy).toHaveBeenCalledOnce();
  // One more was asked for at most while the last was being written.
  expect(res.write).toHaveBeenCalledTimes(2);
  expect(res.end).not.toHaveBeenCalled();
});

test('a file whose next page is refused is cut, so that it does not look complete', async () => {
  const refused = { errors: [new GraphQLError('No', { extensions: { code: 'TIMEOUT' } })], data: null };
  const pages = [page(true), refused];
  const res = Object.assign(stalled(), { write: vi.fn(() => true) });
  const { handle } = route(async () => pages.shift() ?? page());
  await handle(request(), res as unknown as ServerResponse, ANYBODY);
  expect([res.headersSent, res.destroy.mock.calls.length, res.end.mock.calls]).toEqual([true, 1, []]);
});

test('a client that has left before the first page gets no head', async () => {
  const res = Object.assign(stalled(), { closed: true });
  await route().handle(request(), res as unknown as ServerResponse, ANYBODY);
  expect([res.headersSent, res.write.mock.calls]).toEqual([false, []]);
});

test('the end of a key cuts the export, and after the export nobody listens to it any more', async () => {
  let end = () => {};
  const forget = vi.fn();
  const onEnd = (listener: () => void) => {
    end = listener;
    return forget;
  };
  const res = stalled();
  const done = route().handle(request(), res as unknown as ServerResponse, { ...ANYBODY, onEnd });
  while (res.write.mock.calls.length < 1) await new Promise((resolve) => setImmediate(resolve));
  expect(forget).not.toHaveBeenCalled();
  end();
  await done;
  expect(res.destroy).toHaveBeenCalledOnce();
  expect(forget).toHaveBeenCalledOnce();
});
