import { inject } from 'light-my-request';
import { describe, expect, test } from 'vitest';
import { answerText } from '../../src/http/answer-text.js';
import { frontDoor, type KnownRequest, type Route } from '../../src/http/front-door.js';

/** A front door with one limited and one free path. It records each step in order. */
function notingDoor() {
  const passed: string[] = [];
  const handled: KnownRequest[] = [];
  const route = (limited: boolean): Route => ({
    limited,
    handle: (_, res, request) => {
      passed.push('handled');
      handled.push(request);
      answerText(res, 200, 'done');
      return undefined;
    },
  });
  const door = frontDoor({
    routes: new Map([
      ['/limited', route(true)],
      ['/free', route(false)],
    ]),
    observers: [
      ({ caller }) => passed.push(`first observer of ${caller.name}`),
      ({ caller }) => passed.push(`second observer of ${caller.name}`),
    ],
    admission: (_req, _res, _id, work) => {
      passed.push('admitted');
      void work();
    },
    identify: ({ headers }) => {
      passed.push('identified');
      return { name: `${headers.authorization}` };
    },
  });
  const ask = (url: string, headers: Record<string, string> = {}) =>
    inject(door, { url, headers: { authorization: 'desk', ...headers } });
  return { ask, passed, handled };
}

const SEEN = ['identified', 'first observer of desk', 'second observer of desk'];

describe('every request is identified and observed before the paths split', () => {
  test('a request to a limited path is admitted afterwards', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/limited')).statusCode).toBe(200);
    expect(passed).toEqual([...SEEN, 'admitted', 'handled']);
  });

  test('a request to a path without a limit skips admission', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/free')).statusCode).toBe(200);
    expect(passed).toEqual([...SEEN, 'handled']);
  });

  test('a request to an unknown path', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/nowhere')).statusCode).toBe(404);
    expect(passed).toEqual(SEEN);
  });

  test('a request with an invalid Host header', async () => {
    const { ask, passed } = notingDoor();
    expect((await ask('/limited', { host: 'a/b' })).statusCode).toBe(400);
    expect(passed).toEqual(SEEN);
  });
});

test('a handler gets the caller, the request id and the path without its query', async () => {
  const { ask, handled } = notingDoor();
  const response = await ask('/free?email=jenny@example.com', { 'x-request-id': 'mine' });
  expect(handled).toEqual([{ id: 'mine', method: 'GET', path: '/free', caller: { name: 'desk' } }]);
  expect(response.headers['x-request-id']).toBe('mine');
});

test('an invalid request id is replaced', async () => {
  const { ask, handled } = notingDoor();
  const response = await ask('/free', { 'x-request-id': 'two words' });
  expect(handled[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers['x-request-id']).toBe(handled[0]?.id);
});
