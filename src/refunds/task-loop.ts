import { runDueTasks } from './run-due-tasks.js';
import type { VerbContext } from './verb-context.js';

/** What is due happens within a second of being due (rules, section 7). */
const POLL_INTERVAL_MS = 500;

/** Runs what is due until it is stopped. No timer for each refund: what waits stands in the database. */
export function startTaskLoop(
  context: VerbContext,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const run = async () => {
    try {
      // While there is more than one turn takes, the next follows at once.
      while (!stopped && (await runDueTasks(context)) > 0);
    } catch (error) {
      onError(error);
    }
    if (!stopped) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      turn = run();
    }, POLL_INTERVAL_MS);
  };
  schedule();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}
