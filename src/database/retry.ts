import { setTimeout as sleep } from 'node:timers/promises';
import { type DatabaseFailure, failureOf } from './failure.js';

/** More conflicts in a row are no coincidence. */
const MAX_CONFLICTS = 10;
/** How long a caller waits for an unavailable database. A restart of a small server takes less. */
const MAX_OUTAGE_MS = 3_000;
/** Full jitter: up to twice as long each time, so that requests that collided do not collide again. */
const FIRST_DELAY_MS = 10;
const MAX_DELAY_MS = 250;

/**
 * The outcome of a write cannot be told (promise I10), mostly because the connection broke, so that the write may have
 * happened or not.
 */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';
  /** The key under which the outcome can be read, if there is one. */
  readonly idempotencyKey: string | undefined;

  constructor(message: string, { cause, idempotencyKey }: { cause?: unknown; idempotencyKey?: string }) {
    super(message, { cause });
    this.idempotencyKey = idempotencyKey;
  }
}

/** The database could not be reached or was too busy. Nothing was done, and a later try may succeed. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  readonly failure: DatabaseFailure;

  constructor(failure: DatabaseFailure, cause: unknown) {
    super('The database is not available', { cause });
    this.failure = failure;
  }
}

/** The clock and the pause between two attempts. */
const systemTime = { now: () => performance.now(), sleep: (ms: number): Promise<void> => sleep(ms) };

/** What an attempt may have left behind when its connection broke. */
type LostAttempt = 'leftNothing' | 'mayHaveWritten';

/**
 * Does `work`, and repeats it when the database failed for a reason that passes. This is the only place that retries.
 *
 * @param lostAttempt `mayHaveWritten` is for a write that does no harm when it is done twice
 * @param onDoubt called when an attempt may have written, though no answer tells so
 * @throws OutcomeUnknownError when the connection broke during a write and the retries did not tell the outcome
 * @throws DatabaseUnavailableError when the database stayed unavailable and nothing was done
 */
export async function retry<T>(
  work: () => Promise<T>,
  lostAttempt: LostAttempt,
  onDoubt: () => void = () => {},
  time = systemTime,
): Promise<T> {
  let inDoubt = false;
  let failedAt: number | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const failure = error instanceof OutcomeUnknownError ? null : failureOf(error);
      if (failure === null) throw inDoubt ? outcomeUnknown(error) : error;
      if (failure === 'lost' && lostAttempt === 'mayHaveWritten') {
        inDoubt = true;
        onDoubt();
      }
      failedAt ??= time.now();
      if (!isRetried(failure, attempt, time.now() - failedAt)) throw errorAfter(inDoubt, failure, error);
      await time.sleep(Math.random() * Math.min(FIRST_DELAY_MS * 2 ** attempt, MAX_DELAY_MS));
    }
  }
}

function isRetried(failure: DatabaseFailure, attempt: number, outageMs: number): boolean {
  if (failure === 'conflict') return attempt < MAX_CONFLICTS;
  // The request has already waited for as long as a caller should wait.
  if (failure === 'busy' || failure === 'full') return false;
  return outageMs < MAX_OUTAGE_MS;
}

const errorAfter = (inDoubt: boolean, failure: DatabaseFailure, cause: unknown): Error =>
  inDoubt ? outcomeUnknown(cause) : new DatabaseUnavailableError(failure, cause);

const outcomeUnknown = (cause: unknown) =>
  new OutcomeUnknownError('The connection to the database broke while it wrote', { cause });
