import fc from 'fast-check';
import { Finding } from '../program.js';
import type { Counts } from './counts.js';

/** How much a run does, and from which seed. */
export interface ModelRun {
  readonly seed: number;
  /** The run ends with the round in which there are so many operations. */
  readonly operations: number;
  /** Called after each round. */
  readonly onProgress?: ((counts: Counts) => void) | undefined;
}

/**
 * Does rounds of random runs until there are enough operations. Each round has a seed of its own, which is the next
 * number, so a failure is repeated with the seed of its round, and fails first then.
 *
 * @param counts what the runs count
 * @param runs how many random runs a round has
 * @throws Finding the shortest counterexample that was found, with the seed of its round
 */
export async function rounds<T>(
  { seed, operations, onProgress }: ModelRun,
  counts: Counts,
  runs: number,
  property: fc.IAsyncProperty<T>,
): Promise<void> {
  for (let round = seed; counts.operations < operations; round++) {
    await fc.assert(property, { seed: round, numRuns: runs }).catch((cause: unknown) => {
      throw new Finding(`Seed ${round}: ${messagesOf(cause)}`, { cause });
    });
    onProgress?.(counts);
  }
}

/** What an error says, and the error behind it. */
const messagesOf = (error: unknown): string =>
  error instanceof Error
    ? error.message + (error.cause === undefined ? '' : `\n\n${messagesOf(error.cause)}`)
    : String(error);
