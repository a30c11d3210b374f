import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openLoop } from '../../bench/load/open-loop.js';

const PER_SECOND = 100;
const STALL_MS = 400;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a loop on a clock of its own. */
async function run(...given: Parameters<typeof openLoop>) {
  const loop = openLoop(...given);
  await vi.runAllTimersAsync();
  return loop;
}

test('a server that stops for a moment shows in all requests that were due meanwhile', async () => {
  const stall = after(STALL_MS);
  const { all, failures } = await run(() => ({ kind: 'read', send: () => stall }), PER_SECOND, 1);
  expect(failures).toBe(0);
  expect(all.count).toBe(PER_SECOND);
  // Of a hundred, those that were due in the first 400 ms waited for its end: 400, 390 … 10 ms.
  expect(Object.entries(all).map(([name, value]) => [name, Math.round(value / 10) * 10])).toEqual([
    ['count', PER_SECOND],
    ['p50Ms', 0],
    ['p90Ms', 300],
    ['p99Ms', 390],
    ['p999Ms', 400],
    ['maxMs', 400],
  ]);
});

test('requests are sent at their rate, however long the answers take', async () => {
  let [inFlight, most] = [0, 0];
  const send = async () => {
    most = Math.max(most, ++inFlight);
    await after(300);
    inFlight--;
  };
  const { reachedPerSecond, generatorLateMs } = await run(() => ({ kind: 'read', send }), PER_SECOND, 0.6);
  // One every 10 ms, each for 300 ms. The last is due at 590 ms and answered 300 ms later.
  expect(most).toBe(30);
  expect(reachedPerSecond).toBeCloseTo(60 / 0.89, 0);
  expect(generatorLateMs).toMatchObject({ count: 60, maxMs: 0.001 });
});

test('what the generator itself is late counts in the times', async () => {
  let sent = 0;
  const next = () => {
    // Making the first request takes 95 ms, in which nine more are due.
    if (sent++ === 0) vi.advanceTimersByTime(95);
    return { kind: 'read', send: async () => {} };
  };
  const { all, generatorLateMs } = await run(next, PER_SECOND, 1);
  expect(generatorLateMs).toEqual(all);
  expect([all.maxMs, all.p99Ms].map(Math.round)).toEqual([95, 85]);
});

test('failures are counted and do not count as answers; the warm-up does not count', async () => {
  let number = 0;
  const next = () => ({
    kind: number % 2 === 0 ? 'read' : 'write',
    send: async () => {
      if (number++ % 10 === 9) throw new Error('not what was asked for');
    },
  });
  const { all, byKind, failures, failed } = await run(next, 200, 0.5, 0.5);
  expect(failures).toBe(20);
  expect(failed).toEqual(Array(5).fill('write: not what was asked for'));
  expect([all.count, byKind['read']?.count, byKind['write']?.count]).toEqual([90, 50, 40]);
});
