/** What must be stopped or deleted at the end, the newest first. */
const pending: (() => unknown)[] = [];

/** The exit code of a shell after Ctrl-C. */
const INTERRUPTED = 130;

/** Registers work for the end of the program, also after Ctrl-C. */
export const atEnd = (work: () => unknown): void => void pending.push(work);

/** Does all that is registered. A failure does not keep the rest from being done. */
export async function cleanUp(): Promise<void> {
  for (let work = pending.pop(); work; work = pending.pop())
    try {
      await work();
    } catch (error) {
      console.error(error);
    }
}

/** After Ctrl-C, cleans up and ends the program. The terminal and npm may each send a signal. */
export function cleanUpWhenInterrupted(): void {
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isInterrupted) return;
      isInterrupted = true;
      console.info('\nInterrupted. The next run with the same options goes on from here.');
      void cleanUp().then(() => process.exit(INTERRUPTED));
    });
}
