/** Work that is repeated until it is stopped. */
export interface Repetition {
  /** Resolves when the current turn is done. No turn follows. */
  stop(): Promise<void>;
}

/**
 * Runs `turn` every `intervalMs`, counted from the end of the last turn. `turn` returns how much it did: if that is
 * more than 0, there may be more to do, and the next turn follows at once. An error goes to `onError`, and the next
 * turn follows after the interval.
 */
export function repeat(
  turn: () => Promise<number>,
  intervalMs: number,
  onError: (error: unknown) => void,
): Repetition {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  const run = async () => {
    try {
      while (!stopped && (await turn()) > 0);
    } catch (error) {
      onError(error);
    }
    if (!stopped) schedule();
  };
  const schedule = () => {
    timer = setTimeout(() => {
      current = run();
    }, intervalMs);
  };
  schedule();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
