import { type ExecutionArgs, GraphQLError, OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import pLimit from 'p-limit';
import type { WhenKnown } from '../when-known.js';
import { knownCost } from './known-cost.js';

/** A query that may answer fewer values holds little memory. */
const MIN_LARGE_VALUES = 2_000;
/** One reads while another is answered. More would only hold their rows, and several that are answered together block. */
const MAX_LARGE_QUERIES = 3;
/** As many as requests in flight by default. */
const MAX_WAITING_QUERIES = 500;
/** As long as a statement waits for a connection. */
const MAX_WAIT_MS = 5_000;
/** A caller that repeats at once would wait again. */
const RETRY_AFTER_S = 1;

/**
 * Limits how many large queries run at once, because each holds its rows in memory until it is answered. Further ones
 * wait in order. Small queries and mutations never wait.
 */
export function limitLargeQueries(now = () => performance.now()): Plugin & { readonly whenKnown: WhenKnown } {
  const limit = pLimit(MAX_LARGE_QUERIES);
  const isLarge = (args: ExecutionArgs): boolean => {
    const { operation, values } = knownCost(args);
    return operation === OperationTypeNode.QUERY && values >= MIN_LARGE_VALUES;
  };
  return {
    whenKnown: { allows: (args) => !isLarge(args) },
    onExecute({ args, executeFn, setExecuteFn, setResultAndStopExecution }) {
      if (!isLarge(args)) return;
      if (limit.pendingCount >= MAX_WAITING_QUERIES)
        return setResultAndStopExecution({ errors: [tooMany()] });
      const queuedAt = now();
      setExecuteFn((execution: ExecutionArgs) =>
        limit(() => (now() - queuedAt > MAX_WAIT_MS ? { errors: [tooMany()] } : executeFn(execution))),
      );
    },
  };
}

const tooMany = (): GraphQLError =>
  new GraphQLError('The gateway has too many large queries to answer. Try again soon, or ask for less.', {
    extensions: {
      code: 'OVERLOADED',
      retryable: true,
      http: { status: 503, headers: { 'retry-after': `${RETRY_AFTER_S}` } },
    },
  });
