import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { databaseProbe } from '../../src/http/readiness.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A probe of a database whose statements end when the test decides. */
function probe() {
  const statements: { answer(): void; fail(): void }[] = [];
  const $queryRaw = () =>
    new Promise((resolve, reject) => {
      statements.push({ answer: () => resolve([]), fail: () => reject(new Error('no database')) });
    });
  const answers = databaseProbe({ prisma: { $queryRaw } } as unknown as Parameters<typeof databaseProbe>[0]);
  return { answers, statements };
}

test.each([
  ['answers', true],
  ['fails', false],
])(
  'probes that wait at once share one statement, which %s; the next probe asks again',
  async (_, isReady) => {
    const { answers, statements } = probe();
    const waiting = Array.from({ length: 200 }, answers);
    expect(statements).toHaveLength(1);
    if (isReady) statements[0]?.answer();
    else statements[0]?.fail();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([isReady]));
    expect(vi.getTimerCount()).toBe(0);
    void answers();
    expect(statements).toHaveLength(2);
  },
);

test('while a statement is late, the answer is no and no further statement is sent', async () => {
  const { answers, statements } = probe();
  let isLate = false;
  const first = answers().finally(() => {
    isLate = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(isLate).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await first).toBe(false);
  expect(await answers()).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answers()).toBe(false);
  expect(statements).toHaveLength(1);
  statements[0]?.answer();
  await vi.advanceTimersByTimeAsync(0);
  const again = answers();
  statements[1]?.answer();
  expect(await again).toBe(true);
});
