import { expect, test } from 'vitest';
import { cpuUs, isWithinNoise, perSecond, ratioOf } from '../../bench/report/ratios.js';
import { raceOf } from './races.js';

function ratio(ours: number[], theirs: number[]) {
  const standings = raceOf('peers', { R1: { ours, theirs } }).standings.R1;
  const [a, b] = [standings?.get('ours'), standings?.get('theirs')];
  if (!a || !b) throw new Error('Both take part');
  return ratioOf(a, b, perSecond);
}

test('a ratio is the median of paired rounds, not the ratio of medians', () => {
  // The machine slows down by ten in the third round, for both. The medians are 100 and 60.
  expect(ratio([100, 120, 10], [50, 60, 8])).toEqual({ median: 2, least: 1.25, most: 2 });
  expect(ratio([100, 10, 130], [60, 20, 65])).toEqual({ median: 100 / 60, least: 0.5, most: 2 });
});

test('a ratio is within noise of a value if rounds are on both sides of it', () => {
  expect(isWithinNoise({ median: 1.02, least: 0.9, most: 1.1 }, 1)).toBe(true);
  expect(isWithinNoise({ median: 1.02, least: 1.01, most: 1.1 }, 1)).toBe(false);
  expect(isWithinNoise({ median: 0.9, least: 0.8, most: 0.99 }, 1)).toBe(false);
  expect(isWithinNoise({ median: 1.5, least: 1.2, most: 1.6 }, 1.25)).toBe(true);
});

test('the processor time of a request is that of the server and of the database', () => {
  const [only] =
    raceOf('peers', { R1: { ours: [{ serverCpuUs: 130, databaseCpuUs: 65 }] } }).standings.R1?.values() ?? [];
  expect(only && cpuUs(only)).toBe(195);
});
