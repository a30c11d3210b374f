import { BoundedCache } from '../process/bounded-cache.js';

/** Somebody who tries a wrong key by mistake needs a few attempts. Somebody who guesses needs ever so many. */
const MAX_FAILURES = 10;
const WINDOW_MS = 60_000;

interface Failures {
  readonly sinceMs: number;
  readonly count: number;
}

/** By address. An attacker with more addresses than fit gains nothing: 256 bits are not guessed by trying. */
const failures = new BoundedCache<Failures>('failed authentications', {
  maxEntries: 10_000,
  maxCharacters: 1_000_000,
});

/**
 * Counts a failed authentication from an address, and tells whether there were too many within a minute. Valid keys and
 * tokens from the same address are not slowed.
 *
 * @param nowMs a time that never goes back
 */
export function noteFailure(address: string, nowMs: number): boolean {
  const known = failures.get(address);
  const current = known && nowMs - known.sinceMs < WINDOW_MS ? known : { sinceMs: nowMs, count: 0 };
  const count = current.count + 1;
  failures.set(address, { sinceMs: current.sinceMs, count });
  return count > MAX_FAILURES;
}

/** Seconds after which an address with too many failures may try again. */
export const RETRY_AFTER_S = WINDOW_MS / 1000;
