import { deepStrictEqual } from 'node:assert/strict';
import type { Ask } from '../workloads.js';
import { normalise } from './normalise.js';
import { post, type RunningServer } from './server.js';

/** The number of answers of each workload that are compared. */
const SAMPLE = 40;

/** Compares the servers' answers to the same requests. @throws AssertionError with the difference */
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
