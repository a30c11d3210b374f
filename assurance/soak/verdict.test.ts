import { expect, test } from 'vitest';
import { isFlat, type Reading, slopeOf } from './verdict.js';

/** A hundred readings of a run of a million requests. */
const readings = (valueAt: (requests: number) => number): Reading[] =>
  Array.from({ length: 100 }, (_, index) => {
    const requests = (index + 1) * 10_000;
    return { requests, value: valueAt(requests) };
  });
const holds = (valueAt: (requests: number) => number) => isFlat('the heap', readings(valueAt), 2, 5).holds;

/** A heap varies by 20 MB with what the caches hold. */
const varying = (requests: number) => 150 + ((requests / 10_000) % 7) * 3;
const MB = 1024 * 1024;

test('a Map that keeps 100 bytes of each request is found among what only varies', () => {
  expect(holds(varying)).toBe(true);
  expect(holds((requests) => varying(requests) + (100 * requests) / MB)).toBe(false);
});

test('the slope is told for 100,000 requests', () => {
  expect(slopeOf(readings((requests) => 50 + requests / 100_000))).toBeCloseTo(1);
  expect(slopeOf(readings(() => 50))).toBe(0);
});

test('what grows to a limit within the first quarter is flat', () => {
  expect(holds((requests) => Math.min(requests, 240_000) / 1000)).toBe(true);
  expect(holds((requests) => Math.min(requests, 900_000) / 1000)).toBe(false);
});

test('single high and low readings do not decide', () => {
  expect(holds((requests) => (requests > 950_000 ? 500 : varying(requests)))).toBe(true);
});

test('too few readings, and those that could not be taken, are not flat', () => {
  expect(isFlat('the heap', readings(() => 50).slice(0, 8), 2, 5).holds).toBe(false);
  expect(holds(() => Number.NaN)).toBe(false);
});

test('a short run finds what grows by more than the grain, and only this', () => {
  const short = (growsBy: number) =>
    readings((requests) => 150 + (growsBy * requests) / 1_000_000).map(({ requests, value }) => ({
      requests: requests / 100,
      value,
    }));
  expect(isFlat('the heap', short(6), 2, 5).holds).toBe(true);
  expect(isFlat('the heap', short(8), 2, 5).holds).toBe(false);
});
