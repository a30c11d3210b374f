import pLimit from 'p-limit';
import { POOL_SIZE } from './postgresql.js';
import { DatabaseUnavailableError } from './retry.js';
import type { Query } from './sql.js';

/** The other half is for writes, so that many slow reports do not take the connections that createRefund needs. */
export const MAX_READS_ON_POOL = POOL_SIZE / 2;
/** As many as requests in flight by default. A waiting read may belong to an operation that has already ended. */
export const MAX_WAITING_READS = 500;
/** As long as a write waits for a connection. It ends a queue of slow reads soon after their callers are gone. */
export const MAX_READ_WAIT_MS = 5_000;

/**
 * Limits how many reads run at once. Further ones wait in order and hold no connection meanwhile. A read is refused
 * with a DatabaseUnavailableError if too many wait already, or if it has waited too long when its turn comes.
 */
export function limitReads(read: Query, now = () => performance.now()): Query {
  const limit = pLimit(MAX_READS_ON_POOL);
  return async (statement) => {
    if (limit.pendingCount >= MAX_WAITING_READS)
      throw refusal(`${MAX_WAITING_READS} reads are waiting already`);
    const queuedAt = now();
    return limit(() => {
      if (now() - queuedAt > MAX_READ_WAIT_MS)
        throw refusal(`A read waited more than ${MAX_READ_WAIT_MS} ms`);
      return read(statement);
    });
  };
}

const refusal = (reason: string) => new DatabaseUnavailableError('full', new Error(reason));
