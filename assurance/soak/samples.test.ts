import { expect, test } from 'vitest';
import { samplesOf } from './samples.js';
import { slopeOf } from './verdict.js';

test('a long run has fifty samples, and a shorter one has one for 5,000 requests', () => {
  expect(samplesOf(1_000_000)).toBe(50);
  expect(samplesOf(200_000)).toBe(40);
});

test('the shortest run still has enough samples for a verdict', () => {
  const count = samplesOf(1_000);
  const readings = Array.from({ length: count }, (_, index) => ({ requests: (index + 1) * 50, value: 1 }));
  expect(slopeOf(readings)).toBe(0);
});
