import { describe, expect, test, vi } from 'vitest';
import { DatabaseUnavailableError, OutcomeUnknownError, retry } from '../../src/database/retry.js';

const failure = (code: string) => Object.assign(new Error(code), { code });
const conflict = failure('40001');
const lost = failure('ECONNRESET');
const away = failure('ECONNREFUSED');
const busy = failure('55P03');
const full = failure('53300');

/** Runs work that fails with each of these failures in turn and then succeeds. Returns when the retries end. */
async function run(failures: readonly Error[], lostAttempt: 'leftNothing' | 'mayHaveWritten') {
  const rest = [...failures];
  const pauses: number[] = [];
  const startMs = 7_000;
  let [calls, now, doubts] = [0, startMs, 0];
  const work = async () => {
    calls++;
    const next = rest.shift();
    if (next) throw next;
    return 'done';
  };
  const time = {
    now: () => now,
    sleep: async (ms: number) => {
      pauses.push(ms);
      now += ms;
    },
  };
  const outcome = await retry(work, lostAttempt, () => void doubts++, time).catch((error: unknown) => error);
  return { outcome, calls, doubts, pauses, tookMs: now - startMs };
}
const many = (error: Error) => Array.from({ length: 1000 }, () => error);

describe('a temporary failure is retried', () => {
  test.each([
    ['a conflict', [conflict, conflict, conflict]],
    ['a broken connection', [lost]],
    ['a restart', [lost, away, away, away]],
  ])('%s', async (_, failures) => {
    for (const lostAttempt of ['leftNothing', 'mayHaveWritten'] as const)
      expect(await run(failures, lostAttempt)).toMatchObject({ outcome: 'done', calls: failures.length + 1 });
  });
});

describe('a lasting failure is given up', () => {
  test('conflicts are given up after ten', async () => {
    const { outcome, calls } = await run(many(conflict), 'mayHaveWritten');
    expect(outcome).toBeInstanceOf(DatabaseUnavailableError);
    expect(outcome).toMatchObject({
      name: 'DatabaseUnavailableError',
      message: 'The database is not available',
      failure: 'conflict',
      cause: conflict,
    });
    expect(calls).toBe(10);
  });

  test('an outage is given up after some seconds, with waits that grow but stay short', async () => {
    const { outcome, calls, tookMs } = await run(many(away), 'leftNothing');
    expect(outcome).toBeInstanceOf(DatabaseUnavailableError);
    expect(tookMs).toBeGreaterThanOrEqual(3_000);
    expect(tookMs).toBeLessThan(3_250);
    expect(calls).toBeGreaterThan(12);
  });

  test('each wait is a random part of twice the last one, up to a quarter of a second', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(1);
    expect((await run(many(away).slice(0, 8), 'leftNothing')).pauses).toEqual([
      20, 40, 80, 160, 250, 250, 250, 250,
    ]);
    random.mockReturnValue(0.25);
    expect((await run(many(away).slice(0, 6), 'leftNothing')).pauses).toEqual([5, 10, 20, 40, 62.5, 62.5]);
  });

  test('the last attempt is the first one that three seconds have passed before', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(1);
    // 20 + 40 + 80 + 160 + 10 * 250 are 2,800.
    for (let pause = 0; pause < 14; pause++) random.mockReturnValueOnce(1);
    random.mockReturnValueOnce(0.8);
    const { outcome, calls, tookMs } = await run(many(away), 'leftNothing');
    expect(outcome).toMatchObject({ failure: 'unreachable' });
    expect([calls, tookMs]).toEqual([16, 3_000]);
  });

  test.each([
    ['lock', busy, 'busy'],
    ['connection', full, 'full'],
  ])('a %s that timed out is given up at once', async (_, error, failure) => {
    const { outcome, calls } = await run(many(error), 'mayHaveWritten');
    expect(outcome).toMatchObject({ name: 'DatabaseUnavailableError', failure });
    expect(calls).toBe(1);
  });

  test('an error that is no database failure is thrown unchanged at once', async () => {
    const broken = failure('23505');
    expect(await run([broken], 'mayHaveWritten')).toMatchObject({ outcome: broken, calls: 1 });
  });
});

describe('I10: an unknown outcome is reported as unknown', () => {
  test('a write whose connection broke, while the database stays unreachable', async () => {
    const { outcome } = await run([lost, ...many(away)], 'mayHaveWritten');
    expect(outcome).toBeInstanceOf(OutcomeUnknownError);
    expect(outcome).toMatchObject({
      name: 'OutcomeUnknownError',
      message: 'The connection to the database broke while it wrote',
      cause: away,
      idempotencyKey: undefined,
    });
  });

  test('a write whose connection broke and whose retry fails for another reason', async () => {
    const other = failure('53R00');
    const { outcome } = await run([lost, other], 'mayHaveWritten');
    expect(outcome).toBeInstanceOf(OutcomeUnknownError);
    expect(outcome).toMatchObject({ cause: other });
  });

  test('a write tells of its doubt, even if a later attempt is answered', async () => {
    expect(await run([away, lost, away], 'mayHaveWritten')).toMatchObject({ outcome: 'done', doubts: 1 });
  });

  test('a write that was never sent has a known outcome', async () => {
    const { outcome, doubts } = await run([away, away, full], 'mayHaveWritten');
    expect(outcome).toMatchObject({ name: 'DatabaseUnavailableError', failure: 'full' });
    expect(doubts).toBe(0);
  });

  test('a read has no unknown outcome', async () => {
    const { outcome, doubts } = await run([lost, ...many(away)], 'leftNothing');
    expect(outcome).toBeInstanceOf(DatabaseUnavailableError);
    expect(doubts).toBe(0);
  });

  test('work that reports an unknown outcome itself is not repeated', async () => {
    const unknown = new OutcomeUnknownError('in the commit', { cause: lost });
    expect(await run([unknown], 'leftNothing')).toMatchObject({ outcome: unknown, calls: 1 });
  });
});

test('by the clock and the timers of the process, other work goes on between two attempts', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  let turns = 0;
  const turnsBefore: number[] = [];
  const outcome = await retry(async () => {
    turnsBefore.push(turns);
    process.nextTick(() => turns++);
    if (turnsBefore.length < 3) throw away;
    return 'done';
  }, 'leftNothing');
  expect(outcome).toBe('done');
  expect(turnsBefore).toEqual([0, 1, 2]);
});
