import { expect, test, vi } from 'vitest';
import { eventsInOrder } from '../../../src/graphql/request/events-in-order.js';

/** What the plugin makes of the result of a subscription. */
function inOrder<T>(result: T): T {
  let made = result;
  const hooks = eventsInOrder.onSubscribe?.({} as never) as unknown as {
    onSubscribeResult(options: { result: T; setResult: (result: T) => void }): void;
  };
  hooks.onSubscribeResult({ result, setResult: (other) => (made = other) });
  return made;
}

test('an event is asked for once the one before has arrived, also if that has failed', async () => {
  const asked: ((value: Promise<IteratorResult<number>>) => void)[] = [];
  const next = vi.fn(() => new Promise<IteratorResult<number>>((resolve) => asked.push(resolve)));
  const events = inOrder({ next, [Symbol.asyncIterator]: () => ({ next }) });
  const [first, second, third] = [events.next(), events.next(), events.next()];
  await Promise.resolve();
  expect(next).toHaveBeenCalledTimes(1);
  asked[0]?.(Promise.resolve({ value: 1, done: false }));
  expect(await first).toEqual({ value: 1, done: false });
  await expect.poll(() => next.mock.calls.length).toBe(2);
  asked[1]?.(Promise.reject(new Error('The event is gone')));
  await expect(second).rejects.toThrow('The event is gone');
  await expect.poll(() => next.mock.calls.length).toBe(3);
  asked[2]?.(Promise.resolve({ value: 3, done: false }));
  expect(await third).toEqual({ value: 3, done: false });
});

test('a follower leaves at once, while it waits for an event', async () => {
  const left = vi.fn(async () => ({ value: 'left', done: true }));
  const next = () => new Promise<never>(() => {});
  const events = inOrder({ next, return: left, [Symbol.asyncIterator]: () => ({ next, return: left }) });
  void events.next();
  expect(await events.return()).toEqual({ value: 'left', done: true });
  expect(left).toHaveBeenCalledOnce();
});

test('a stream that nobody has to leave ends, and another result stays as it is', async () => {
  const next = () => new Promise<never>(() => {});
  const events = inOrder<AsyncIterableIterator<number>>({
    next,
    [Symbol.asyncIterator]: () => ({ next }),
  } as never);
  expect(await events.return?.()).toEqual({ value: undefined, done: true });
  expect(events[Symbol.asyncIterator]()).toBe(events);
  const errors = { errors: [] };
  expect(inOrder(errors)).toBe(errors);
});
