import { POOL_SIZE } from './postgresql.js';
import { DatabaseUnavailableError } from './retry.js';
import type { Query, Statement } from './sql.js';

/** The other half is for writes, so that many slow reports do not take the connections that createRefund needs. */
export const MAX_READS_ON_POOL = POOL_SIZE / 2;
/** As many as requests in flight by default. A waiting read may belong to an operation that has already ended. */
export const MAX_WAITING_READERS = 500;
/** Five times the reads of a request with as many aliases as `MAX_ALIASES` allows, each with a total. */
export const MAX_WAITING_READS_EACH = 500;
/** As long as a write waits for a connection. It ends a queue of slow reads soon after their callers are gone. */
export const MAX_READ_WAIT_MS = 5_000;

interface WaitingRead {
  readonly queuedAt: number;
  start(): void;
  refuse(error: Error): void;
}

/**
 * Limits how many reads run at once. Further ones wait and hold no connection meanwhile. Readers, such as requests, take
 * turns: each has one read started before any has a second one. So a request with a hundred reads delays itself, and
 * another one waits for one read of each reader at most. A read without a reader stands for itself.
 *
 * A read is refused with a DatabaseUnavailableError if too many readers wait already, or if it has waited too long when
 * its turn comes.
 */
export function limitReads(read: Query, now = () => performance.now()): Query {
  let running = 0;
  /** The waiting reads of each reader, in the order of the readers' turns. */
  const waiting = new Map<object, WaitingRead[]>();

  const run = async (statement: Statement): Promise<unknown[][]> => {
    running++;
    try {
      return await read(statement);
    } finally {
      running--;
      startNext();
    }
  };

  const startNext = (): void => {
    for (let next = takeNext(); next; next = takeNext()) {
      if (now() - next.queuedAt <= MAX_READ_WAIT_MS) {
        next.start();
        return;
      }
      next.refuse(refusal(`A read waited more than ${MAX_READ_WAIT_MS} ms`));
    }
  };

  const takeNext = (): WaitingRead | undefined => {
    for (const [reader, reads] of waiting) {
      const next = reads.shift();
      waiting.delete(reader);
      // To the end: now the others have their turn.
      if (reads.length > 0) waiting.set(reader, reads);
      return next;
    }
    return undefined;
  };

  return (statement, reader = {}) => {
    if (running < MAX_READS_ON_POOL) return run(statement);
    const own = waiting.get(reader);
    if (!own && waiting.size >= MAX_WAITING_READERS)
      return Promise.reject(refusal(`${MAX_WAITING_READERS} requests wait for reads already`));
    if (own && own.length >= MAX_WAITING_READS_EACH)
      return Promise.reject(refusal(`${MAX_WAITING_READS_EACH} reads of the request are waiting already`));
    return new Promise((resolve, refuse) => {
      const start = () => void run(statement).then(resolve, refuse);
      const entry = { queuedAt: now(), start, refuse };
      if (own) own.push(entry);
      else waiting.set(reader, [entry]);
    });
  };
}

const refusal = (reason: string) => new DatabaseUnavailableError('full', new Error(reason));
