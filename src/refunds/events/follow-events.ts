import type { RefundEvent } from '../../../prisma/generated/prisma/client.js';
import {
  type FeedFilter,
  type FeedPosition,
  feedHead,
  feedPositionOf,
  readFeed,
} from '../../ledger/event-feed.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { Followers } from './followers.js';

/** As many as are read at once for a follower who has missed many. */
const BATCH_SIZE = 100;
/**
 * How often a follower looks without being woken: an event may become readable when an older transaction ends, which
 * wakes nobody, and a wake may be lost with a connection.
 */
const LOOK_INTERVAL_MS = 1_000;

/**
 * Where a follower starts: behind the event that it saw last, else with what happens from now.
 *
 * @returns null where there is no such event
 */
export const startOfFeed = ({ query }: Database, afterEvent: string | null): Promise<FeedPosition | null> =>
  afterEvent === null ? feedHead(query) : feedPositionOf(query, afterEvent);

/**
 * The events behind a place, each once and none left out, for as long as they are asked for. Nothing is kept for a
 * follower who is slow: what comes next is read when it asks, and between two reads it holds no connection. Ends at
 * once when the follower returns, also while one is waited for; when the signal is closed; where there are too many.
 */
export function followEvents(
  database: Database,
  followers: Followers,
  start: FeedPosition,
  filter: FeedFilter,
): AsyncIterableIterator<RefundEvent, void> {
  const left = new AbortController();
  const events = readOn(database, followers, start, filter, left.signal);
  return {
    next: () => events.next(),
    return() {
      // A generator by itself would end with its next event, which may never come.
      left.abort();
      return events.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* readOn(
  { query, signal }: Database,
  followers: Followers,
  start: FeedPosition,
  filter: FeedFilter,
  left: AbortSignal,
): AsyncGenerator<RefundEvent, void> {
  // Not before the first is asked for: who is gone by then would never leave.
  if (!followers.enter()) return;
  try {
    let position = start;
    let woken: Promise<void> | undefined;
    while (!signal.closed && !left.aborted) {
      // Waiting begins before looking, so that what happens in between wakes it.
      woken ??= signal.wait(LOOK_INTERVAL_MS, left);
      const { events, next, hasMore } = await readFeed(query, position, filter, BATCH_SIZE);
      yield* events;
      position = next;
      if (hasMore) continue;
      await woken;
      woken = undefined;
    }
  } finally {
    followers.leave();
  }
}
