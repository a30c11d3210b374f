import type { FetchAPI } from 'graphql-yoga';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EVENT_ID } from '../../../src/graphql/limits/event-answers.js';
import { eventStream } from '../../../src/graphql/request/event-stream.js';

const PING_MS = 12_000;
const BEGINNING = 'retry: 1000\n\n';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => {
  vi.useRealTimers();
});

type Processor = (result: unknown, fetchApi: FetchAPI) => Response;

/** What the plugin makes of a result; null for a result that it leaves to Yoga. */
function processed(result: unknown): { response: Response; type: string } | null {
  let made: { response: Response; type: string } | null = null;
  const setResultProcessor = (process: Processor, type: string) => {
    made = { response: process(result, globalThis as unknown as FetchAPI), type };
  };
  eventStream.onResultProcess?.({ result, setResultProcessor } as never);
  return made;
}

type Next = Promise<IteratorResult<object>>;

/** A stream of answers that the test gives one by one, and its reader. */
function opened() {
  const given: ((next: Next) => void)[] = [];
  const left = vi.fn(async () => ({ value: undefined, done: true as const }));
  const answers = {
    next: () => new Promise<IteratorResult<object>>((resolve) => given.push(resolve)),
    return: left,
    [Symbol.asyncIterator]: () => answers,
  };
  const reader = processed(answers)?.response.body?.getReader();
  /** The stream asks for an answer when the client reads. */
  const give = async (next: Next) => {
    await expect.poll(() => given.length).toBe(1);
    given.shift()?.(next);
  };
  return {
    left,
    read: async () => {
      const { value, done } = (await reader?.read()) ?? {};
      return done ? null : Buffer.from(value ?? []).toString();
    },
    cancel: () => reader?.cancel(),
    answer: (value: object) => give(Promise.resolve({ value, done: false })),
    end: () => give(Promise.resolve({ value: undefined, done: true })),
    fail: (error: Error) => give(Promise.reject(error)),
  };
}

/** What was read, if it has arrived after a turn of the event loop. */
async function soFar(next: Promise<string | null>): Promise<string | null> {
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([next, 'nothing yet']);
}

test('a client that reads gets a ping every twelve seconds while nothing happens', async () => {
  const { read } = opened();
  expect(await read()).toBe(BEGINNING);
  for (let count = 0; count < 2; count++) {
    const next = read();
    vi.advanceTimersByTime(PING_MS - 1);
    expect(await soFar(next)).toBe('nothing yet');
    vi.advanceTimersByTime(1);
    expect(await next).toBe(':\n\n');
  }
});

test('no pings pile up for a client that does not read', async () => {
  const { read } = opened();
  vi.advanceTimersByTime(10 * PING_MS);
  expect(await read()).toBe(BEGINNING);
  expect(await soFar(read())).toBe('nothing yet');
});

test.each<[string, object, string]>([
  [
    'with its id',
    { data: { n: 1 }, [EVENT_ID]: 'evt_1' },
    'id: evt_1\nevent: next\ndata: {"data":{"n":1}}\n\n',
  ],
  ['without an id', { data: { n: 1 } }, 'event: next\ndata: {"data":{"n":1}}\n\n'],
  ['with null for its data', { data: null }, 'event: next\ndata: {"data":null}\n\n'],
  ['that has only errors', { errors: [] }, 'event: next\ndata: {"errors":[]}\n\n'],
  ['that is a mark, which only tells where to resume', { [EVENT_ID]: 'start_1' }, 'id: start_1\n\n'],
])('an answer %s', async (_, value, written) => {
  const { read, answer } = opened();
  await read();
  await answer(value);
  expect(await read()).toBe(written);
});

describe('no ping is left', () => {
  test('after the last event, and the client is told not to come back', async () => {
    const { read, end } = opened();
    await read();
    await end();
    expect(await read()).toBe('event: complete\ndata:\n\n');
    expect(await read()).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('after a failure, of which the client is not told to stay away', async () => {
    const { read, fail } = opened();
    await read();
    const next = read();
    await fail(new Error('The feed has ended'));
    await expect(next).rejects.toThrow('The feed has ended');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('after the client has left, and nobody follows for it any more', async () => {
    const { left, read, cancel } = opened();
    await read();
    await cancel();
    expect(left).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a failure while a client leaves goes to who cancels the stream', async () => {
  const { left, read, cancel } = opened();
  await read();
  left.mockRejectedValueOnce(new Error('The feed has ended'));
  await expect(cancel()).rejects.toThrow('The feed has ended');
});

test('only a stream is written as a stream, with the headers of one', () => {
  expect(processed({ data: {} })).toBeNull();
  const { response, type } = processed((async function* () {})()) ?? {};
  expect(type).toBe('text/event-stream');
  expect(Object.fromEntries(response?.headers ?? [])).toEqual({
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'content-type': 'text/event-stream',
    'x-accel-buffering': 'no',
  });
});
