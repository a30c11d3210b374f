import { runDueTasks } from '../../../src/refunds/processing/run-due-tasks.js';
import type { VerbContext } from '../../../src/refunds/verb-context.js';

/** Runs the due tasks. Throws if the processor does not know a step. */
export const runKnownTasks = (context: VerbContext): Promise<number> =>
  runDueTasks(context, ({ refundId, reason }) => {
    throw new Error(`The task of ${refundId} was parked: ${reason}`);
  });
