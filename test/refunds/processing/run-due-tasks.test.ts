import { expect, test } from 'vitest';
import { runDueTasks } from '../../../src/refunds/processing/run-due-tasks.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';
import { TestClock } from '../../support/gateways/test-clock.js';
import { testSandbox } from '../../support/gateways/test-sandbox.js';

/** A ledger in which these refunds have tasks that are due, but are missing. */
const contextOf = (...ids: readonly string[]): VerbContext =>
  ({
    database: { write: async () => ids.map((id) => [id, 'settle']), query: async () => [] },
    clock: new TestClock(),
    processor: testSandbox,
    actor: null,
  }) as never;

test('section 7: all tasks are tried, and then the log has the failure of each', async () => {
  const ids = Array.from({ length: 6 }, (_, at) => `re_${at}`);
  const running = runDueTasks(contextOf(...ids), () => {});
  await expect(running).rejects.toMatchObject({
    message: '6 of 6 tasks failed',
    errors: ids.map((id) => new Error(`Refund ${id} of a task does not exist`)),
  });
});

test('section 7: four tasks are performed at a time, so that most connections are left for requests', async () => {
  const context = contextOf(...Array.from({ length: 20 }, (_, at) => `re_${at}`));
  let [now, most] = [0, 0];
  const query = async () => {
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    return [];
  };
  await expect(
    runDueTasks({ ...context, database: { ...context.database, query } }, () => {}),
  ).rejects.toThrow('20 of 20 tasks failed');
  expect(most).toBe(4);
});

test('section 7: where no task is due, none fails', async () => {
  expect(await runDueTasks(contextOf(), () => {})).toBe(0);
});
