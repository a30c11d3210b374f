import type { Plugin } from 'graphql-yoga';

/**
 * Answers one event after the other. The stream may ask for the next while the last is still being resolved, as a
 * ping does, and the quicker would come first: a follower that is cut between the two would miss the other.
 */
export const eventsInOrder: Plugin = {
  onSubscribe: () => ({
    onSubscribeResult({ result, setResult }) {
      if (Symbol.asyncIterator in result) setResult(oneByOne(result));
    },
  }),
};

/** A generator does not ask for the next value before its last was taken, however often it is asked itself. */
async function* oneByOne<T>(values: AsyncIterable<T>): AsyncGenerator<T, void> {
  for await (const value of values) yield value;
}
