import { parse } from 'graphql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitTime } from '../../../src/graphql/limits/limit-time.js';

beforeEach(() => void vi.useFakeTimers());
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
