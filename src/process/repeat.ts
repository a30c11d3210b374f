/** Something that is done again and again until it is stopped. */
export interface Repetition {
  /** Settles when the turn that is under way is done; none follows. */
  stop(): Promise<void>;
}

/**
 * Does `turn` every `intervalMs`, counted from the end of the last one. It answers how much it did: while that is
 * anything, there may be more, and the next turn follows at once. What it meets is told to `onError` and tried again.
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
