import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/**
 * Delivers events one after the other. A ping can make the stream ask for the next event while the last one is still
 * being resolved, and the quicker one would arrive first. A follower that disconnects between the two would miss the
 * other.
 */
export const eventsInOrder: Plugin = {
  onSubscribe: () => ({
    onSubscribeResult({ result, setResult }) {
      if (isAsyncIterable(result)) setResult(oneByOne(result));
    },
  }),
};

/** Asks for a value once the previous one has arrived. A generator would keep `return` waiting for the next value. */
function oneByOne<T>(values: AsyncIterable<T>): AsyncIterableIterator<T> {
  const iterator = values[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  return {
    next() {
      const next = last.then(() => iterator.next());
      last = next.catch(() => {});
      return next;
    },
    return: async () => (await iterator.return?.()) ?? { value: undefined, done: true },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
