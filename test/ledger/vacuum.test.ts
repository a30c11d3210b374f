import { expect, onTestFinished, test, vi } from 'vitest';
import { vacuumRegularly } from '../../src/ledger/open-ledger.js';
import { keepsAlive } from '../support/processes/keeps-alive.js';

test('the embedded database is vacuumed and analyzed every ten minutes, also after a failure, until it is closed', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const sent: string[] = [];
  // A mock would look at the failure, which nobody else may have to.
  const query = async (statement: string) => {
    sent.push(statement);
    throw new Error('The disk is full');
  };
  const stop = vacuumRegularly({ query } as never);
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

test('a process that has nothing else to do ends, though its database is vacuumed', () => {
  expect(keepsAlive(() => onTestFinished(vacuumRegularly({} as never)))).toBe(false);
});
