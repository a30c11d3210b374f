import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { GatewayContext } from '../context.js';
import type { WhenKnown } from '../when-known.js';
import {
  EVENT_ID,
  type EventAnswer,
  type EventAnswers,
  type FromStart,
  spreadEventAnswers,
} from './event-answers.js';

/**
 * Answers an operation that takes too long with an error, and lets it read nothing more. A write that has begun goes on,
 * so its outcome is not known. The time of a subscription is that of one event. A stream ends after an event that took
 * too long, so that its client can ask again from the last event that it has.
 */
export function limitTime(timeoutMs: number): Plugin<GatewayContext> & { readonly whenKnown: WhenKnown } {
  const spread = spreadEventAnswers();
  return {
    whenKnown: { awaits: (result, args) => beforeDeadline(result, args, timeoutMs) },
    onExecute({ executeFn, setExecuteFn }) {
      setExecuteFn((args: ExecutionArgs) => {
        const result = executeFn(args);
        return result instanceof Promise ? beforeDeadline(result, args, timeoutMs) : result;
      });
    },
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const events = await createSourceEventStream(args);
        return isAsyncIterable(events) ? answersTo(events, args, timeoutMs, spread) : events;
      });
    },
  };
}

/**
 * The answers to the events of a stream, after a mark of its start, with which a client resumes that has no event yet. A
 * generator would keep `return` waiting for the next event.
 */
function answersTo(
  events: AsyncIterable<unknown> & Partial<FromStart>,
  args: ExecutionArgs,
  timeoutMs: number,
  spread: EventAnswers,
): AsyncIterableIterator<EventAnswer> {
  const source = events[Symbol.asyncIterator]();
  let isOver = false;
  const end = async () => {
    isOver = true;
    await source.return?.();
    return { value: undefined, done: true } as const;
  };
  let isLate = false;
  let { startId } = events;
  return {
    async next() {
      if (startId !== undefined) {
        const mark = { [EVENT_ID]: startId };
        startId = undefined;
        return { value: mark, done: false };
      }
      if (isLate) return end();
      const { value, done } = await source.next();
      if (done) return { value: undefined, done };
      const one = {
        ...args,
        rootValue: value,
        contextValue: ofOneEvent(args.contextValue as GatewayContext),
      };
      // A follower may leave while its answer waits for others.
      const result = await spread(async () =>
        isOver ? null : beforeDeadline(Promise.resolve(execute(one)), one, timeoutMs),
      );
      if (!result) return end();
      isLate = one.contextValue.load.isStopped;
      // A client that asks again gets an event again that took too long.
      const id = idOf(value);
      return { value: isLate || id === undefined ? result : { ...result, [EVENT_ID]: id }, done: false };
    },
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const idOf = (event: unknown): string | undefined => (event as { readonly id?: string } | null)?.id;

const ofOneEvent = (context: GatewayContext): GatewayContext => ({
  ...context,
  load: context.load.renewed(),
});

function beforeDeadline(
  result: Promise<ExecutionResult>,
  args: ExecutionArgs,
  timeoutMs: number,
): Promise<ExecutionResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = timeoutError(args, timeoutMs);
      (args.contextValue as GatewayContext).load.stop(error);
      resolve({ errors: [error] });
    }, timeoutMs);
    result.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function timeoutError(
  { document, operationName, contextValue }: ExecutionArgs,
  timeoutMs: number,
): GraphQLError {
  const isMutation = getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
  if (!isMutation)
    return new GraphQLError(`The operation took longer than OPERATION_TIMEOUT_MS, which is ${timeoutMs}.`, {
      extensions: { code: 'TIMEOUT', limit: 'OPERATION_TIMEOUT_MS', max: timeoutMs, retryable: true },
    });
  const idempotencyKey = keyOf(contextValue as GatewayContext);
  return new GraphQLError(
    'It is not known whether this was done. Repeat it with the same idempotency key to find out, or look before you repeat it.',
    {
      extensions: {
        code: 'OUTCOME_UNKNOWN',
        retryable: true,
        ...(idempotencyKey !== null && { idempotencyKey }),
      },
    },
  );
}

/** The key of the only refund of a request, so that its caller can ask for it, also if the gateway generated the key. */
function keyOf({ keys, idempotencyKey }: GatewayContext): string | null {
  const [key = null, ...others] = keys;
  return others.length === 0 ? (key ?? idempotencyKey) : idempotencyKey;
}
