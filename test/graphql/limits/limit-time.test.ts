import { buildSchema, type ExecutionResult, parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EVENT_ID, type EventAnswer, MAX_EVENT_ANSWERS } from '../../../src/graphql/limits/event-answers.js';
import { limitTime } from '../../../src/graphql/limits/limit-time.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Executes an operation whose result is given, with a deadline of a second. */
function execute(result: unknown, document = '{ a }', context: object = {}, operationName?: string): unknown {
  let executed: unknown;
  limitTime(1_000).onExecute?.({
    executeFn: () => result,
    setExecuteFn: (execution: (args: object) => unknown) => {
      const contextValue = { load: { stop: vi.fn() }, ...context };
      executed = execution({ document: parse(document), operationName, contextValue });
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
  const stop = vi.fn();
  const answer = execute(new Promise(() => {}), '{ a }', { load: { stop } }) as Promise<ExecutionResult>;
  await vi.advanceTimersByTimeAsync(999);
  expect(stop).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  const [error, ...others] = (await answer).errors ?? [];
  expect(others).toEqual([]);
  expect([error?.message, error?.extensions]).toEqual([
    'The operation took longer than OPERATION_TIMEOUT_MS, which is 1000.',
    { code: 'TIMEOUT', limit: 'OPERATION_TIMEOUT_MS', max: 1_000, retryable: true },
  ]);
  expect(stop.mock.calls).toEqual([[error]]);
});

describe('the outcome of a mutation that comes too late is not known, but the key of its only refund is', () => {
  test.each<[string, string[], string | null, string | null]>([
    ['the key of one refund', ['one'], null, 'one'],
    ['the key of one refund, before that of the header', ['one'], 'header', 'one'],
    ['the key of the header, before any refund is known', [], 'header', 'header'],
    ['the key of the header, of several refunds', ['one', 'two'], 'header', 'header'],
    ['none of several refunds', ['one', 'two'], null, null],
    ['none of no refund', [], null, null],
  ])('%s', async (_, keys, idempotencyKey, told) => {
    const context = { keys: new Set(keys), idempotencyKey };
    const answer = execute(new Promise(() => {}), 'mutation { a }', context) as Promise<ExecutionResult>;
    await vi.advanceTimersByTimeAsync(1_000);
    const [error] = (await answer).errors ?? [];
    expect([error?.message, error?.extensions]).toEqual([
      'It is not known whether this was done. Repeat it with the same idempotency key to find out, or look before you repeat it.',
      { code: 'OUTCOME_UNKNOWN', retryable: true, ...(told !== null && { idempotencyKey: told }) },
    ]);
  });
});

test('of a document with several operations, the one that is late decides what its caller is told', async () => {
  const document = 'query Look { a } mutation Do { a }';
  const codeOf = async (operationName: string) => {
    const answer = execute(new Promise(() => {}), document, { keys: new Set() }, operationName);
    await vi.advanceTimersByTimeAsync(1_000);
    return ((await answer) as ExecutionResult).errors?.map(({ extensions }) => extensions['code']);
  };
  expect(await codeOf('Look')).toEqual(['TIMEOUT']);
  expect(await codeOf('Do')).toEqual(['OUTCOME_UNKNOWN']);
});

test('a known operation has the same deadline', async () => {
  const { whenKnown } = limitTime(1_000);
  const args = { document: parse('{ a }'), contextValue: { load: { stop: vi.fn() } } };
  const awaits = (result: Promise<object>) => whenKnown.awaits?.(result as never, args as never);
  expect(await awaits(Promise.resolve({ data: { a: 1 } }))).toEqual({ data: { a: 1 } });
  const late = awaits(new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await late).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
});

test('a stream tells where it starts, and the ids of its events, but for one that took too long', async () => {
  async function* events() {
    yield { id: 'evt_1', quick: 'first' };
    yield null;
    yield { id: 'evt_2', quick: new Promise(() => {}) };
  }
  const stream = await subscribe(Object.assign(events(), { startId: 'evt_0' }));
  const idOf = async () => {
    const { value } = (await stream.next()) as { value: EventAnswer };
    return [value[EVENT_ID], Object.keys(value)];
  };
  expect(await idOf()).toEqual(['evt_0', []]);
  expect(await idOf()).toEqual(['evt_1', ['data']]);
  expect(await idOf()).toEqual([undefined, ['data']]);
  const late = idOf();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await late).toEqual([undefined, ['errors']]);
  expect(await stream.next()).toEqual({ value: undefined, done: true });
});

test('a stream ends with its events, and a client that leaves ends them', async () => {
  const ended = vi.fn();
  async function* events() {
    try {
      yield { quick: 'only' };
    } finally {
      ended();
    }
  }
  const whole = await subscribe(events());
  expect(await whole.next()).toMatchObject({ done: false });
  expect(await whole.next()).toEqual({ value: undefined, done: true });
  expect(ended).toHaveBeenCalledOnce();
  const left = await subscribe(events());
  await left.next();
  expect(await left.return?.()).toEqual({ value: undefined, done: true });
  expect(ended).toHaveBeenCalledTimes(2);
});

test('a follower that leaves while its answer waits for others is not answered', async () => {
  const plugin = limitTime(1_000);
  async function* slow() {
    yield { quick: new Promise(() => {}) };
  }
  const others = await Promise.all(
    Array.from({ length: MAX_EVENT_ANSWERS }, () => subscribe(slow(), plugin)),
  );
  const late = others.map((stream) => stream.next());
  const quick = vi.fn(() => 'now');
  async function* one() {
    yield { quick };
  }
  const left = await subscribe(one(), plugin);
  const answer = left.next();
  await vi.advanceTimersByTimeAsync(0);
  await left.return?.();
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(late);
  expect(await answer).toEqual({ value: undefined, done: true });
  expect(quick).not.toHaveBeenCalled();
});

test('a subscription that is refused answers its errors', async () => {
  const refused = await subscribe(Promise.reject(new Error('No such refund')) as never);
  expect(refused).toMatchObject({ errors: [{ message: 'No such refund' }] });
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
  events: AsyncIterable<object | null>,
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
