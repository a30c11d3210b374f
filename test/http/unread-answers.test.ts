import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { UnreadAnswers } from '../../src/http/unread-answers.js';

const MAX_UNREAD_BYTES = 100_000;

/** A limit, and responses whose clients read when the test decides. */
function answers() {
  const unread = new UnreadAnswers({ maxUnreadBytes: MAX_UNREAD_BYTES });
  const respond = ({ closed = false, hasRoom = false } = {}) => {
    const res = Object.assign(new EventEmitter(), {
      closed,
      write: () => hasRoom,
      end: () => {},
      destroy: vi.fn(),
    });
    unread.watch(res as unknown as ServerResponse);
    return res as unknown as ServerResponse;
  };
  return { unread, respond };
}

test.each(['write', 'end'] as const)('an answer by `%s` counts in bytes, until it is read', (method) => {
  for (const event of ['drain', 'close']) {
    const { unread, respond } = answers();
    const res = respond();
    res[method]('ä'.repeat(MAX_UNREAD_BYTES / 2));
    expect(unread.isFull).toBe(false);
    respond()[method]('€'.repeat(22_000));
    expect(unread.isFull).toBe(true);
    res.emit(event);
    expect(unread.isFull).toBe(false);
  }
});

test('every large event of a stream counts, and only until it is read', () => {
  const { unread, respond } = answers();
  const stream = respond();
  for (let events = 0; events < 20; events++) {
    stream.write(new Uint8Array(MAX_UNREAD_BYTES + 1));
    expect(unread.isFull).toBe(true);
    stream.emit('drain');
    expect(unread.isFull).toBe(false);
  }
  expect(stream.listenerCount('drain')).toBe(1);
});

test('events that a client leaves unread add up, and all are given back when it reads', () => {
  const { unread, respond } = answers();
  const stream = respond();
  for (let events = 0; events < 3; events++) stream.write(new Uint8Array(64_000));
  expect(unread.isFull).toBe(true);
  stream.emit('drain');
  respond().write(new Uint8Array(MAX_UNREAD_BYTES));
  expect(unread.isFull).toBe(false);
});

test('what was sent at once does not count, nor what is written to a closed response', () => {
  const { unread, respond } = answers();
  const large = 'x'.repeat(2 * MAX_UNREAD_BYTES);
  respond({ hasRoom: true }).write(large);
  respond({ closed: true }).write(large);
  respond({ closed: true }).end(large);
  expect(unread.isFull).toBe(false);
});

test.each(['write', 'end'] as const)(
  'small answers by `%s` do not count, however many there are',
  (method) => {
    const { unread, respond } = answers();
    for (let count = 0; count < 10; count++) respond()[method](new Uint8Array(63_999));
    expect(unread.isFull).toBe(false);
  },
);

/** Which of some responses were cut. */
const cut = (...responses: ServerResponse[]) =>
  responses.map(({ destroy }) => vi.mocked(destroy).mock.calls.length > 0);

test('a large answer is refused only once the limit is used up, and a small one never', () => {
  const { unread, respond } = answers();
  expect(unread.makeRoomFor(10 * MAX_UNREAD_BYTES)).toBe(true);
  respond().end('x'.repeat(MAX_UNREAD_BYTES + 1));
  expect(unread.makeRoomFor(64_000)).toBe(false);
  expect(unread.makeRoomFor(63_999)).toBe(true);
});

test('a large answer cuts the clients that pause for too long, the oldest first, until there is room', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { unread, respond } = answers();
  const [oldest, older, newest] = [respond(), respond(), respond()];
  oldest.end('x'.repeat(64_000));
  vi.advanceTimersByTime(1);
  older.end('x'.repeat(64_000));
  vi.advanceTimersByTime(998);
  newest.end('x'.repeat(70_000));
  expect(unread.makeRoomFor(64_000)).toBe(false);
  expect(cut(oldest, older, newest)).toEqual([false, false, false]);
  vi.advanceTimersByTime(2);
  expect(unread.makeRoomFor(63_999)).toBe(true);
  expect(cut(oldest, older, newest)).toEqual([false, false, false]);
  expect(unread.makeRoomFor(64_000)).toBe(true);
  expect(cut(oldest, older, newest)).toEqual([true, true, false]);
});

test('an answer that may not be refused cuts all others that it must, although its own client pauses longest', () => {
  const { respond } = answers();
  const [stream, other] = [respond(), respond()];
  stream.write('x'.repeat(64_000));
  other.end('x'.repeat(MAX_UNREAD_BYTES));
  stream.write('x'.repeat(64_000));
  expect(cut(stream, other)).toEqual([false, true]);
});

test.each(['write', 'end'] as const)(
  'by `%s`, an answer that may not be refused cuts the oldest at once, but not itself, at twice the limit',
  (method) => {
    const { respond } = answers();
    const [oldest, older, newest] = [respond(), respond(), respond()];
    oldest[method]('x'.repeat(MAX_UNREAD_BYTES));
    older[method]('x'.repeat(MAX_UNREAD_BYTES));
    expect(cut(oldest, older)).toEqual([false, false]);
    newest[method]('x'.repeat(64_000));
    expect(cut(oldest, older, newest)).toEqual([true, false, false]);
    newest[method]('x'.repeat(3 * MAX_UNREAD_BYTES));
    expect(cut(oldest, older, newest)).toEqual([true, true, false]);
  },
);
