import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLoop } from '../../bench/load/open-loop.js';

const PER_SECOND = 100;
const STALL_MS = 400;

test('a server that stops for a moment shows in all requests that were due meanwhile', async () => {
  const stall = sleep(STALL_MS);
  const { all, failures } = await openLoop(() => ({ kind: 'read', send: () => stall }), PER_SECOND, 1);
  expect(failures).toBe(0);
  expect(all.count).toBe(PER_SECOND);
  // Forty requests were due in the stall. Half of these waited for more than half of it.
  expect(all.p90Ms).toBeGreaterThan(STALL_MS / 2);
  expect(all.maxMs).toBeGreaterThan(STALL_MS * 0.9);
});

test('requests are sent at their rate, however long the answers take', async () => {
  let [inFlight, most] = [0, 0];
  const send = async () => {
    most = Math.max(most, ++inFlight);
    await sleep(300);
    inFlight--;
  };
  await openLoop(() => ({ kind: 'read', send }), PER_SECOND, 0.6);
  expect(most).toBeGreaterThan(20);
});

test('failures are counted and do not count as answers; the warm-up does not count', async () => {
  let number = 0;
  const next = () => ({
    kind: number % 2 === 0 ? 'read' : 'write',
    send: async () => {
      if (number++ % 10 === 9) throw new Error('not what was asked for');
    },
  });
  const { all, byKind, failures, failed } = await openLoop(next, 200, 0.5, 0.5);
  expect(failures).toBe(20);
  expect(failed[0]).toMatch(/: not what was asked for$/);
  expect(all.count).toBe(90);
  expect((byKind['read']?.count ?? 0) + (byKind['write']?.count ?? 0)).toBe(90);
});
