import { runDueTasks } from '../../../src/refunds/processing/run-due-tasks.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';

/** Performs the tasks that are due, where the test expects that the processor knows their steps. */
export const runKnownTasks = (context: VerbContext): Promise<number> =>
  runDueTasks(context, ({ refundId, reason }) => {
    throw new Error(`The task of ${refundId} was parked: ${reason}`);
  });
