import { afterEach, expect, test, vi } from 'vitest';
import type { Sql } from '../src/database/sql.js';
import type { VerbContext } from '../src/refunds/verb-context.js';
import { endWork, repeatedWork, startWork } from '../src/repeated-work.js';

/** The work, over a database that has nothing to do, and what was done. */
function work() {
  const done: unknown[] = [];
  const write = async ({ sql, values }: Sql) => {
    done.push(
      sql
        .trim()
        .split('\n')[0]
        ?.match(/^(DELETE FROM|UPDATE) \w+/)?.[0],
      values.at(0),
    );
    return [];
  };
  const verbs = { database: { write }, clock: { shared: null } } as unknown as VerbContext;
  const noted = (name: string) => async () => {
    done.push(name);
    return 7;
  };
  const all = repeatedWork({
    verbs,
    keys: { refresh: noted('keys') as () => Promise<never> },
    refusals: { write: noted('refusals') },
    auditRetentionDays: 90,
    onParked: () => {},
  });
  return { all, done };
}

test('a gateway does its work in these intervals, and its log says what could not be done', () => {
  expect(work().all.map(({ intervalMs, onFailure }) => [intervalMs, onFailure])).toEqual([
    [500, 'The processor failed; its tasks are retried'],
    [2_000, 'API keys could not be read; known ones stay in use. This is retried'],
    [60_000, 'Old idempotency keys could not be deleted; this is retried'],
    [60_000, 'Approvals could not be written as expired; this is retried'],
    [1_000, 'Refusals could not be written to the audit; this is retried'],
    [60_000, 'Old entries of the audit could not be deleted; this is retried'],
  ]);
});

test('each turn does its own work, and reading keys and writing refusals never follow at once', async () => {
  const { all, done } = work();
  const counts: number[] = [];
  for (const { turn } of all) counts.push(await turn());
  expect(counts).toEqual([0, 0, 0, 0, 0, 0]);
  expect(done).toEqual([
    ...['UPDATE refund_task', null],
    'keys',
    ...['DELETE FROM idempotency_key', null],
    ...['UPDATE refund_approval', 500],
    'refusals',
    ...['DELETE FROM audit_entry', 90],
  ]);
});

afterEach(() => void vi.useRealTimers());

test('a stop waits for the turns that have begun, and no other begins; a failure has its own line', async () => {
  vi.useFakeTimers();
  const done: string[] = [];
  let endSlow = (_: number) => {};
  const slow = new Promise<number>((resolve) => {
    endSlow = resolve;
  });
  const started = startWork(
    [
      { turn: () => slow, intervalMs: 10, onFailure: 'slow' },
      { turn: () => Promise.reject(new Error('no')), intervalMs: 20, onFailure: 'The turn failed' },
    ],
    (error, message) => done.push(`${message}: ${(error as Error).message}`),
  );
  await vi.advanceTimersByTimeAsync(20);
  expect(done).toEqual(['The turn failed: no']);
  const stopped = started.stop().then(() => done.push('stopped'));
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toHaveLength(1);
  endSlow(1);
  await stopped;
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toEqual(['The turn failed: no', 'stopped']);
});

test('the work ends first, then the last refusals are written, even if that fails, and then the database closes', async () => {
  const done: string[] = [];
  // Each takes a moment, for which the next one has to wait.
  const noted = (name: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done.push(name);
  };
  const logError = (error: unknown, message: string) => done.push(`${message}: ${(error as Error).message}`);
  const refusals = { writeAll: noted('refusals') };
  await endWork({ stop: noted('work') }, refusals, { close: noted('database') }, logError);
  expect(done.splice(0)).toEqual(['work', 'refusals', 'database']);
  const failing = { writeAll: () => Promise.reject(new Error('no disk')) };
  await endWork({ stop: noted('work') }, failing, { close: noted('database') }, logError);
  expect(done).toEqual(['work', 'The last refusals could not be written to the audit: no disk', 'database']);
});
