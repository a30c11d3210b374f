import { expect, test } from 'vitest';
import { cacheCounts } from '../../src/process/bounded-cache.js';
import { testGateway } from '../../test/support/gateways/test-gateway.js';
import { insertRichRefunds } from '../../test/support/rows/rich-refunds.js';
import { lastQuarterGrowthMb, sendTo, soak } from './soak.js';

// What callers present is no request: tests of src/callers and src/http fill these.
const OF_CALLERS: ReadonlySet<string> = new Set([
  'caller rates',
  'failed authentications',
  'verified tokens',
]);

// The short form of `npm run soak` takes a few seconds on each database.
const TURNS = 200;

const gateway = testGateway();
gateway.prepare(() => insertRichRefunds(gateway.database, 1));

test('ever new requests fill every cache, and none beyond its limits', async () => {
  const highest: Record<string, { entries: number; characters: number }> = {};
  await soak(sendTo(gateway.server), TURNS, () => {
    for (const [name, { entries, characters }] of Object.entries(cacheCounts()))
      highest[name] = {
        entries: Math.max(entries, highest[name]?.entries ?? 0),
        characters: Math.max(characters, highest[name]?.characters ?? 0),
      };
  });
  const counts = cacheCounts();
  for (const [name, { maxEntries, maxCharacters }] of Object.entries(counts)) {
    if (OF_CALLERS.has(name)) continue;
    expect(highest[name]?.entries, name).toBeGreaterThan(5);
    expect(highest[name]?.entries, name).toBeLessThanOrEqual(maxEntries);
    expect(highest[name]?.characters, name).toBeLessThanOrEqual(maxCharacters);
  }
  // These are full by now. The others hold what the schema has, times the page sizes and selections in use.
  for (const name of ['documents', 'syntax errors', 'amount formats'])
    expect(counts[name]?.evictions, name).toBeGreaterThan(0);
});

test('the growth of the last quarter is found, and a heap that only varies does not grow', () => {
  const readings = (heapOf: (turn: number) => number) =>
    Array.from({ length: 100 }, (_, index) => ({ turn: index * 10 + 10, heapMb: heapOf(index * 10 + 10) }));
  expect(lastQuarterGrowthMb(readings((turn) => 50 + turn))).toBe(250);
  expect(lastQuarterGrowthMb(readings((turn) => 50 + (turn % 50)))).toBe(0);
  expect(lastQuarterGrowthMb(readings((turn) => Math.min(turn, 400)))).toBe(0);
  expect(lastQuarterGrowthMb([])).toBeNaN();
});
