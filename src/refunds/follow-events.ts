import type { RefundEvent } from '../../prisma/generated/prisma/client.js';
import {
  type FeedFilter,
  type FeedPosition,
  feedHead,
  feedPositionOf,
  readFeed,
} from '../database/event-feed.js';
import type { Database } from '../database/open-database.js';

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
 * follower who is slow: what comes next is read when it asks. Ends when the signal is closed.
 */
export async function* followEvents(
  { query, signal }: Database,
  start: FeedPosition,
  filter: FeedFilter,
): AsyncGenerator<RefundEvent, void> {
  let position = start;
  while (!signal.closed) {
    // Waiting begins before looking, so that what happens in between wakes it.
    const woken = signal.wait(LOOK_INTERVAL_MS);
    const { events, next, hasMore } = await readFeed(query, position, filter, BATCH_SIZE);
    yield* events;
    position = next;
    if (!hasMore) await woken;
  }
}
