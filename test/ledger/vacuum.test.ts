import { expect, onTestFinished, test, vi } from 'vitest';
import { vacuumRegularly } from '../../src/ledger/open-ledger.js';

test('the embedded database is vacuumed and analyzed every ten minutes, also after a failure, until it is closed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sent: string[] = [];
  // A mock would look at the failure, which nobody else may have to.
  const query = async (statement: string) => {
    sent.push(statement);
    throw new Error('The disk is full');
  };
  const timers = vi.spyOn(globalThis, 'setInterval');
  const stop = vacuumRegularly({ query } as never);
  // A process that has nothing else to do ends.
  expect(timers.mock.results.map(({ value }) => value.hasRef())).toEqual([false]);
  await vi.advanceTimersByTimeAsync(10 * 60_000 - 1);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual(['VACUUM ANALYZE']);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(sent).toEqual(['VACUUM ANALYZE', 'VACUUM ANALYZE']);
  stop();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(sent).toHaveLength(2);
});
