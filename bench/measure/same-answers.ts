import { deepStrictEqual } from 'node:assert/strict';
import type { Ask } from '../workloads.js';
import { normalise } from './normalise.js';
import { post, type RunningServer } from './server.js';

/** How many answers of each workload are compared. */
const SAMPLE = 40;

/** Compares what servers answer to the same questions. @throws AssertionError with the difference */
export async function compareAnswers(
  ours: RunningServer,
  others: readonly RunningServer[],
  asks: readonly Ask[],
): Promise<void> {
  for (const ask of asks.slice(0, SAMPLE)) {
    const expected = normalise(await post(ours, ask));
    for (const other of others)
      deepStrictEqual(
        normalise(await post(other, ask)),
        expected,
        `${other.contestant.label} answers otherwise to ${JSON.stringify(ask)}`,
      );
  }
}
