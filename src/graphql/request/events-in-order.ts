import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/**
 * Answers one event after the other. The stream may ask for the next while the last is still being resolved, as a
 * ping does, and the quicker would come first: a follower that is cut between the two would miss the other.
 */
export const eventsInOrder: Plugin = {
  onSubscribe: () => ({
    onSubscribeResult({ result, setResult }) {
      if (isAsyncIterable(result)) setResult(oneByOne(result));
    },
  }),
};

/** Asks for a value when the one before has come. Not a generator: that would keep an end waiting for the next value. */
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
