import fc from 'fast-check';
import { Finding } from '../program.js';
import type { Counts } from './counts.js';

/** The seed and the size of a run. */
export interface ModelRun {
  readonly seed: number;
  /** The run ends with the round that reaches this number of operations. */
  readonly operations: number;
  /** Called after each round. */
  readonly onProgress?: ((counts: Counts) => void) | undefined;
}

/**
 * Does rounds of random runs until there are enough operations. The seeds of the rounds are consecutive numbers, so
 * the seed of a failed round repeats its failure at once.
 *
 * @param counts the runs add their operations here
 * @param runs the number of random runs in a round
 * @throws Finding the shortest counterexample, with the seed of its round
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

/** The messages of an error and of its causes. */
const messagesOf = (error: unknown): string =>
  error instanceof Error
    ? error.message + (error.cause === undefined ? '' : `\n\n${messagesOf(error.cause)}`)
    : String(error);
