import { setTimeout as sleep } from 'node:timers/promises';

/** A restart with recovery takes a few seconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** Repeats the work while the run's own database is restarting or has no connection left. */
export async function untilReached<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (performance.now() > deadline || !isUnreachable(error)) throw error;
      await sleep(PAUSE_MS);
    }
}

/** SQLSTATE classes 08 (connection lost), 53 (too many connections) and 57 (operator), and errors of sockets. */
function isUnreachable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(08|53|57)/.test(code ?? '') ||
    /^E[A-Z]+$/.test(code ?? '') ||
    /connection|terminat|timeout/i.test(message ?? '')
  );
}
