import type { Database } from '../../src/ledger/open-ledger.js';
import { waitsOrEnds } from '../support/databases/lock-is-awaited.js';
import type { StopAt } from '../support/databases/stepped-process.js';
import type { Process } from './process.js';

/** Work of a process. The answer is a word, so that it can be compared. */
export type Work = (process: Process) => Promise<string>;

/** What came out of two processes, of which the first one was stopped while the second one worked. */
export interface Interleaving {
  /** Whether the second one waited for the first one, or ended while it was stopped. */
  readonly second: 'waits' | 'ends';
  readonly answers: readonly [first: string, second: string];
}

/**
 * Starts the first work and stops it, starts the second one, and lets the first one go on once the second one waits for it
 * or has ended. So each run has the same interleaving, on any machine.
 */
export async function interleave(
  {
    database,
    processes: [one, other],
  }: { readonly database: Database; readonly processes: readonly [Process, Process] },
  first: { readonly work: Work; readonly stop: StopAt },
  second: Work,
): Promise<Interleaving> {
  const stop = one.stop(first.stop);
  const early = first.work(one);
  await Promise.race([stop.reached, early.then((answer) => neverStopped(first.stop, answer))]);
  const late = second(other);
  // Both are awaited below. Until then, a failure is no unhandled rejection.
  for (const work of [early, late]) work.catch(() => {});
  const waits = await waitsOrEnds(database.pool, late, { waiting: other.name, holding: one.name });
  stop.go();
  return { second: waits, answers: [await early, await late] };
}

function neverStopped(at: StopAt, answer: string): never {
  throw new Error(`It answered ${answer}, and never came to ${JSON.stringify(at)}`);
}
