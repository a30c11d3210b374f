import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitInFlight } from '../../src/http/admission.js';

const SLOW_BODY_MS = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A guard for two requests at once, and requests whose parts come when the test says so. */
function guard() {
  const admit = limitInFlight({ maxRequestsInFlight: 2, slowBodyMs: SLOW_BODY_MS });
  return () => {
    const req = Object.assign(new EventEmitter(), { complete: false });
    const res = { end: vi.fn(), writeHead: vi.fn(() => res) };
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    // @ts-expect-error Stand-ins hold what the guard asks for, and no more.
    admit(req as IncomingMessage, res as ServerResponse, 'asked-1', work);
    return {
      admitted: work.mock.calls.length === 1,
      bodyIsThere: () => {
        req.complete = true;
      },
      bodyComes: () => {
        req.complete = true;
        req.emit('end');
      },
      answerBegins: () => res.writeHead(),
      finishes: async () => {
        finish();
        await vi.advanceTimersByTimeAsync(0);
      },
    };
  };
}

test('a request counts from its head on: one too many is refused before its body', () => {
  const request = guard();
  expect([request(), request(), request()].map(({ admitted }) => admitted)).toEqual([true, true, false]);
});

test('a body that is slow does not count, and one that is complete counts again, also beyond the limit', () => {
  const request = guard();
  const [slow] = [request(), request()];
  vi.advanceTimersByTime(SLOW_BODY_MS);
  expect(request().admitted).toBe(true);
  slow?.bodyComes();
  expect(request().admitted).toBe(false);
});

test('a request whose body is there counts, however long it takes', () => {
  const request = guard();
  const [read, unread] = [request(), request()];
  read.bodyComes();
  // That of a GET, which nobody reads.
  unread.bodyIsThere();
  vi.advanceTimersByTime(100 * SLOW_BODY_MS);
  expect(request().admitted).toBe(false);
});

test('the start of an answer makes room, once, though it takes long to be read', async () => {
  const request = guard();
  const [first, second] = [request(), request()];
  first.bodyComes();
  first.answerBegins();
  const third = request();
  expect(third.admitted).toBe(true);
  third.bodyComes();
  await first.finishes();
  expect(request().admitted).toBe(false);
  // Answered before its body came, as where it is too large.
  second.answerBegins();
  second.bodyComes();
  vi.advanceTimersByTime(SLOW_BODY_MS);
  expect(request().admitted).toBe(true);
  expect(request().admitted).toBe(false);
});

test('who has gone without an answer counts until the work is done', async () => {
  const request = guard();
  const [gone] = [request(), request()];
  gone?.bodyComes();
  expect(request().admitted).toBe(false);
  await gone?.finishes();
  expect(request().admitted).toBe(true);
});
