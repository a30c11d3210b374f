import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitInFlight } from '../../src/http/admission.js';
import { UnreadAnswers } from '../../src/http/unread-answers.js';

const SLOW_BODY_MS = 1_000;
const MAX_UNREAD_BYTES = 1_000_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A guard that admits two requests at once, and requests whose parts arrive when the test decides. */
function guard() {
  const unread = new UnreadAnswers({ maxUnreadBytes: MAX_UNREAD_BYTES });
  const admit = limitInFlight({ maxRequestsInFlight: 2, slowBodyMs: SLOW_BODY_MS }, unread);
  const request = () => {
    const req = Object.assign(new EventEmitter(), { complete: false });
    const res = Object.assign(new EventEmitter(), {
      write: vi.fn(),
      destroy: vi.fn(),
      end: vi.fn((_body?: string) => {}),
      writeHead: vi.fn(() => res),
    });
    let finish = () => {};
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    // @ts-expect-error The stand-ins have only the members that the guard uses.
    admit({ id: 'asked-1' }, req as IncomingMessage, res as ServerResponse, work);
    return {
      admitted: work.mock.calls.length === 1,
      bodyIsComplete: () => {
        req.complete = true;
      },
      bodyArrives: () => {
        req.complete = true;
        req.emit('end');
      },
      answerBegins: () => res.writeHead(),
      /** Answers with so many bytes, which the client has not read yet. */
      answers: (bytes: number) => {
        res.writeHead();
        res.end('x'.repeat(bytes));
      },
      finishes: async () => {
        finish();
        await vi.advanceTimersByTimeAsync(0);
      },
    };
  };
  return Object.assign(request, { unread });
}

test('a request counts as soon as its head arrives, and one over the limit is refused before its body', () => {
  const request = guard();
  expect([request(), request(), request()].map(({ admitted }) => admitted)).toEqual([true, true, false]);
});

test('a request with a slow body does not count until its body is complete, and then may exceed the limit', () => {
  const request = guard();
  const [slow] = [request(), request()];
  vi.advanceTimersByTime(SLOW_BODY_MS);
  expect(request().admitted).toBe(true);
  slow?.bodyArrives();
  expect(request().admitted).toBe(false);
});

test('a request with a complete body counts until it is answered, even if the answer takes long', () => {
  const request = guard();
  const [read, unread] = [request(), request()];
  read.bodyArrives();
  // The body of a GET is complete, but nothing reads it.
  unread.bodyIsComplete();
  vi.advanceTimersByTime(100 * SLOW_BODY_MS);
  expect(request().admitted).toBe(false);
});

test('a request that is answered before its body is read never counts again', () => {
  const request = guard();
  const answered = request();
  answered.bodyIsComplete();
  answered.answerBegins();
  vi.advanceTimersByTime(SLOW_BODY_MS);
  expect([request(), request(), request()].map(({ admitted }) => admitted)).toEqual([true, true, false]);
});

test('the start of an answer frees one place, even if the client reads the answer slowly', async () => {
  const request = guard();
  const [first, second] = [request(), request()];
  first.bodyArrives();
  first.answerBegins();
  const third = request();
  expect(third.admitted).toBe(true);
  third.bodyArrives();
  await first.finishes();
  expect(request().admitted).toBe(false);
  // A request may be answered before its body arrives, for example because the body is too large.
  second.answerBegins();
  second.bodyArrives();
  vi.advanceTimersByTime(SLOW_BODY_MS);
  expect(request().admitted).toBe(true);
  expect(request().admitted).toBe(false);
});

test('a request whose client disconnected counts until its work is done', async () => {
  const request = guard();
  const [gone] = [request(), request()];
  gone?.bodyArrives();
  expect(request().admitted).toBe(false);
  await gone?.finishes();
  expect(request().admitted).toBe(true);
});

test('large answers that are not read yet refuse no request: nobody knows yet whether its answer will be large', () => {
  const request = guard();
  for (let each = 0; each < 20; each++) {
    const answered = request();
    expect(answered.admitted).toBe(true);
    answered.answers(MAX_UNREAD_BYTES);
  }
  expect(request.unread.isFull).toBe(true);
});
