import type { RefundEvent } from '../../../prisma/generated/prisma/client.js';
import type { Exactly } from '../../ledger/conditions.js';
import {
  type FeedFilter,
  type FeedPosition,
  feedHead,
  feedPositionOf,
  readFeed,
} from '../../ledger/event-feed.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { Followers } from './followers.js';

/** Events read at once for a follower that has missed many. */
const BATCH_SIZE = 100;
/**
 * How often a follower polls without being woken. An event may become readable when an older transaction ends, which
 * wakes nobody, and a wake-up can be lost with a connection.
 */
const POLL_INTERVAL_MS = 1_000;

/**
 * Where a follower starts: after the event that it saw last, otherwise with events from now on.
 *
 * @returns null if there is no such event
 */
export const startOfFeed = ({ query }: Database, afterEvent: string | null): Promise<FeedPosition | null> =>
  afterEvent === null ? feedHead(query) : feedPositionOf(query, afterEvent);

/**
 * The events after a position, each exactly once, for as long as the follower asks. Nothing is buffered for a slow
 * follower: the next events are read when it asks, and it holds no connection between two reads. The stream ends at
 * once when the follower returns, even while it waits for an event, when the signal is closed, or when there are too
 * many followers.
 */
export function followEvents<Given extends FeedFilter>(
  database: Database,
  followers: Followers,
  start: FeedPosition,
  filter: Given & Exactly<FeedFilter, Given>,
): AsyncIterableIterator<RefundEvent, void> {
  const left = new AbortController();
  const events = readOn(database, followers, start, filter, left.signal);
  return {
    next: () => events.next(),
    return() {
      // A generator would only end with its next event, which may never come.
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
  // Entered when the first event is asked for: a follower that disconnects before would never leave.
  if (!followers.enter()) return;
  try {
    let position = start;
    let woken: Promise<void> | undefined;
    while (!signal.closed && !left.aborted) {
      // Waiting begins before reading, so that an event in between wakes the follower.
      woken ??= signal.wait(POLL_INTERVAL_MS, left);
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
