import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from '../../src/process/repeat.js';

const INTERVAL_MS = 500;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const fail = (error: unknown) => {
  throw error;
};

test('turns follow each other at once while there is more to do, then after the interval', async () => {
  const turn = vi
    .fn(async () => 0)
    .mockResolvedValueOnce(20)
    .mockResolvedValueOnce(1);
  const repetition = repeat(turn, INTERVAL_MS, fail);
  expect(turn).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(turn).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(INTERVAL_MS - 1);
  expect(turn).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(turn).toHaveBeenCalledTimes(4);
  await repetition.stop();
});

test('an error is reported, and the next turn follows after the interval', async () => {
  const error = new Error('no database');
  const turn = vi.fn(async () => 0).mockRejectedValueOnce(error);
  const onError = vi.fn();
  const repetition = repeat(turn, INTERVAL_MS, onError);
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(onError.mock.calls).toEqual([[error]]);
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  expect(turn).toHaveBeenCalledTimes(2);
  expect(onError).toHaveBeenCalledTimes(1);
  await repetition.stop();
});

test('stopping waits for the current turn, and no turn follows even if there is more to do', async () => {
  let finish = (_: number) => {};
  const turn = vi.fn(() => new Promise<number>((resolve) => (finish = resolve)));
  const repetition = repeat(turn, INTERVAL_MS, fail);
  await vi.advanceTimersByTimeAsync(INTERVAL_MS);
  let stopped = false;
  const stopping = repetition.stop().then(() => {
    stopped = true;
  });
  await vi.advanceTimersByTimeAsync(10 * INTERVAL_MS);
  expect(stopped).toBe(false);
  finish(20);
  await stopping;
  await vi.advanceTimersByTimeAsync(10 * INTERVAL_MS);
  expect(turn).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('stopping between two turns leaves no timer, for which the process would wait', async () => {
  await repeat(async () => 0, INTERVAL_MS, fail).stop();
  expect(vi.getTimerCount()).toBe(0);
});
