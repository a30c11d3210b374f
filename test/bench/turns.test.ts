import { expect, test } from 'vitest';
import type { Racer } from '../../bench/measure/race.js';
import { bestOf, inTurns } from '../../bench/measure/turns.js';

/** A racer whose speed depends on the workload, and which notes its runs. */
const racer = (name: string, speeds: Partial<Record<string, number>>, runs: string[]): Racer => ({
  name,
  database: null,
  pids: [],
  async load(workload, { run, searchAll }) {
    runs.push(`${name} ${workload}${searchAll ? ' warm-up' : ''}`);
    keys.add(run);
    return { requests: 1, perSecond: speeds[workload] ?? Number.NaN, p50Ms: 1, p99Ms: 1 };
  },
});
const keys = new Set<string>();

test('settings are tried there and back again, after a warm-up in which every answer is searched', async () => {
  const runs: string[] = [];
  await inTurns(
    ['a', 'b', 'c'].map((setting) => ({ setting, racer: racer(setting, { W1: 1 }, runs) })),
    ['W1'],
  );
  expect(runs).toEqual([
    ...['a W1 warm-up', 'b W1 warm-up', 'c W1 warm-up'],
    ...['a W1', 'b W1', 'c W1', 'c W1', 'b W1', 'a W1'],
  ]);
});

test('each workload counts alike, and each run has keys of its own', async () => {
  keys.clear();
  const runs: string[] = [];
  const tried = await inTurns(
    [
      // By the sum, the first would be better.
      { setting: 'fast reads', racer: racer('a', { R1: 1000, W1: 10 }, runs) },
      { setting: 'both', racer: racer('b', { R1: 800, W1: 20 }, runs) },
    ],
    ['R1', 'W1'],
  );
  expect(tried.map(({ perSecond }) => Math.round(perSecond))).toEqual([100, 126]);
  expect(bestOf(tried)).toBe('both');
  expect(keys.size).toBe(runs.length);
});
