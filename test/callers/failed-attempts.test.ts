import { expect, test } from 'vitest';
import { noteFailure, RETRY_AFTER_S } from '../../src/callers/failed-attempts.js';
import { cacheCounts } from '../../src/process/bounded-cache.js';

test('an attacker with ever new addresses fills the cache up to its limit, and no further', () => {
  for (let address = 0; address < 12_000; address++) noteFailure(`198.51.100.${address}`, 0);
  const { entries, maxEntries, evictions } = cacheCounts()['failed authentications'] ?? {};
  expect(entries).toBe(maxEntries);
  expect(evictions).toBeGreaterThan(1_000);
});

test('the eleventh failure of an address within a minute is too much, and a minute after the first it may try again', () => {
  const MINUTE_MS = 60_000;
  const fail = (nowMs: number) => noteFailure('203.0.113.1', nowMs);
  for (let failure = 1; failure <= 10; failure++) expect(fail(failure * 100)).toBe(false);
  expect(fail(1_100)).toBe(true);
  expect(noteFailure('203.0.113.2', 1_100)).toBe(false);
  expect(fail(100 + MINUTE_MS - 1)).toBe(true);
  expect(RETRY_AFTER_S).toBe(60);
  for (let failure = 1; failure <= 10; failure++) expect(fail(100 + MINUTE_MS)).toBe(false);
  expect(fail(100 + MINUTE_MS)).toBe(true);
});
