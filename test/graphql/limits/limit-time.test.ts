import { buildSchema, parse } from 'graphql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitTime } from '../../../src/graphql/limits/limit-time.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Executes an operation whose result is given, with a deadline of a second. */
function execute(result: unknown): unknown {
  let executed: unknown;
  limitTime(1_000).onExecute?.({
    executeFn: () => result,
    setExecuteFn: (execution: (args: object) => unknown) => {
      executed = execution({ document: parse('{ a }'), contextValue: { load: { stop: vi.fn() } } });
    },
  } as never);
  return executed;
}

test('an operation in time leaves no timer behind, whether it succeeds or fails', async () => {
  expect(await execute(Promise.resolve({ data: { a: 1 } }))).toEqual({ data: { a: 1 } });
  await expect(execute(Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

test('an operation that is executed at once needs no timer', () => {
  expect(execute({ data: { a: 1 } })).toEqual({ data: { a: 1 } });
  expect(vi.getTimerCount()).toBe(0);
});

test('an operation that comes too late is answered at the deadline', async () => {
  const answer = execute(new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answer).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
});

test('an event that takes too long is answered at the deadline, and ends its stream', async () => {
  const ended = vi.fn();
  async function* events() {
    try {
      yield { quick: Promise.resolve('first') };
      yield { quick: new Promise(() => {}) };
      yield { quick: Promise.resolve('never asked for') };
    } finally {
      ended();
    }
  }
  const answers = await subscribe(events());
  const first = await answers.next();
  expect(first.value).toEqual({ data: { event: { quick: 'first' } } });
  const late = answers.next();
  await vi.advanceTimersByTimeAsync(1_000);
  expect((await late).value).toMatchObject({
    errors: [{ extensions: { code: 'TIMEOUT', retryable: true } }],
  });
  expect(ended).not.toHaveBeenCalled();
  expect(await answers.next()).toMatchObject({ done: true });
  expect(ended).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('the answers to an event that comes to many followers are spread over turns of the event loop', async () => {
  vi.useRealTimers();
  async function* one() {
    yield { quick: 'now' };
  }
  const plugin = limitTime(1_000);
  const streams = await Promise.all(Array.from({ length: 8 }, () => subscribe(one(), plugin)));
  let answered = 0;
  const answers = streams.map((stream) => stream.next().then(() => answered++));
  for (let before = 0; before < streams.length; before = answered) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    expect(answered - before).toBeLessThanOrEqual(2);
  }
  await Promise.all(answers);
});

/** Subscribes to events with a deadline of a second for each. */
async function subscribe(
  events: AsyncIterable<object>,
  plugin = limitTime(1_000),
): Promise<AsyncIterator<unknown>> {
  const schema = buildSchema(
    'type Query { a: ID } type Subscription { event: Event } type Event { quick: ID }',
  );
  const field = schema.getSubscriptionType()?.getFields()['event'];
  if (field) Object.assign(field, { subscribe: () => events, resolve: (event: object) => event });
  const loaders = (): object => {
    let isStopped = false;
    return {
      get isStopped() {
        return isStopped;
      },
      stop: () => {
        isStopped = true;
      },
      renewed: loaders,
    };
  };
  let subscribed: ((args: object) => unknown) | undefined;
  plugin.onSubscribe?.({
    setSubscribeFn: (given: (args: object) => unknown) => {
      subscribed = given;
    },
  } as never);
  const document = parse('subscription { event { quick } }');
  return subscribed?.({ schema, document, contextValue: { load: loaders() } }) as Promise<
    AsyncIterator<unknown>
  >;
}
