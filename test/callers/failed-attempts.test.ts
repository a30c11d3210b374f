import { expect, test } from 'vitest';
import { noteFailure } from '../../src/callers/failed-attempts.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

test('an attacker with ever new addresses fills the cache up to its limit, and no further', () => {
  for (let address = 0; address < 12_000; address++) noteFailure(`198.51.100.${address}`, 0);
  const { entries, maxEntries, evictions } = cacheCounts()['failed authentications'] ?? {};
  expect(entries).toBe(maxEntries);
  expect(evictions).toBeGreaterThan(1_000);
});
