import { BoundedCache } from '../process/bounded-cache.js';
import { answerError, type HttpError } from './answer-error.js';
import type { Admission } from './request-steps.js';

interface Bucket {
  /** How many requests the caller may still make at once. */
  left: number;
  sinceMs: number;
}

/** A caller whose bucket is evicted begins with a full one. */
const buckets = new BoundedCache<Bucket>('caller rates', { maxEntries: 10_000, maxCharacters: 1_000_000 });

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * Limits how many requests a caller makes in a minute, in this process, so that one does not take the place of all
 * others. A caller who was silent for a minute may make as many at once. Those who make them evenly never wait. Without
 * authentication there is no limit: nobody could be told apart.
 *
 * @param now a time in milliseconds that never goes back
 */
export const limitCallerRate =
  (maxAMinute: number, admit: Admission, now: () => number): Admission =>
  (request, req, res, work) => {
    const { name } = request.caller;
    const waitMs = name === null ? 0 : take(name, maxAMinute, now());
    if (waitMs === 0) return admit(request, req, res, work);
    return Promise.resolve(answerError(res, request.id, tooOften(waitMs)));
  };

/** Takes a request from the caller's bucket. Returns 0, or the time until there is one again. */
function take(name: string, maxAMinute: number, nowMs: number): number {
  const bucket = buckets.get(name) ?? newBucket(name, maxAMinute, nowMs);
  const perMs = maxAMinute / MINUTE_MS;
  bucket.left = Math.min(maxAMinute, bucket.left + (nowMs - bucket.sinceMs) * perMs);
  bucket.sinceMs = nowMs;
  if (bucket.left < 1) return (1 - bucket.left) / perMs;
  bucket.left--;
  return 0;
}

function newBucket(name: string, left: number, sinceMs: number): Bucket {
  const bucket = { left, sinceMs };
  buckets.set(name, bucket);
  return bucket;
}

const tooOften = (waitMs: number): HttpError => ({
  status: 429,
  code: 'LIMIT_EXCEEDED',
  message: 'The caller makes too many requests. Nothing was done. Try again later.',
  limit: 'MAX_CALLER_REQUESTS',
  retryable: true,
  headers: { 'retry-after': `${Math.ceil(waitMs / SECOND_MS)}` },
});
