import type { Exactly } from '../../ledger/conditions.js';
import {
  type FeedFilters,
  type FeedPosition,
  feedHead,
  feedPositionOf,
  isAfter,
  readFeed,
} from '../../ledger/event-feed.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { EventModel, Rows } from '../../ledger/tables.js';
import { isId } from '../../rules/ids.js';
import type { Follower } from './followers.js';
import { BATCH_SIZE, type SharedFeed } from './shared-feed.js';

/** Where a follower starts. With its id a follower that has no event yet starts there again. */
export interface FeedStart {
  readonly id: string;
  readonly position: FeedPosition;
}

/**
 * Where a follower starts: after the event that it saw last, or where it started before, otherwise with events from now
 * on.
 *
 * @param after the id of an event or of a start
 * @returns null if the feed has no such event
 */
export async function startOfFeed(
  { query }: Database,
  model: EventModel,
  after: string | null,
): Promise<FeedStart | null> {
  const started = after?.match(START_ID)?.[1];
  if (after === null || started !== undefined) {
    const head = await feedHead(query);
    // Nobody starts in the future: the followers of a feed share one reader, and it would start there too.
    const transaction =
      started !== undefined && BigInt(started) < head.transaction ? started : head.transaction;
    return { id: `start_${transaction}`, position: { ...head, transaction: BigInt(transaction) } };
  }
  const position = isId(after) ? await feedPositionOf(query, model, after) : null;
  return position && { id: after, position };
}

/** The id of a start: it comes after all events of a transaction. No transaction has a longer number. */
const START_ID = /^start_(\d{1,20})$/;

/**
 * The events after a position, each exactly once, for as long as the follower asks. The stream ends at once when the
 * follower leaves, even while it waits for an event, or when the event signal is closed. The follower leaves when the
 * stream ends.
 */
export function followEvents<M extends EventModel, Given extends FeedFilters[M]>(
  database: Database,
  feed: SharedFeed<M>,
  follower: Follower,
  start: FeedPosition,
  filter: Given & Exactly<FeedFilters[M], Given>,
): AsyncIterableIterator<Rows[M], void> {
  const events = readOn(database, feed, follower, start, filter);
  return {
    next: () => events.next(),
    return() {
      // A generator would only end with its next event, which may never come.
      follower.leave();
      return events.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * Reads by itself until it has caught up, then takes a seat in the shared feed. A follower that loses its seat, because
 * it was too slow, starts over from the last event that it took. Hundreds may catch up at once, so only some read a page
 * at a time, and one of them gets an event in each turn of the event loop.
 */
async function* readOn<M extends EventModel>(
  { query, signal }: Database,
  feed: SharedFeed<M>,
  { left, leave }: Follower,
  start: FeedPosition,
  filter: FeedFilters[M],
): AsyncGenerator<Rows[M], void> {
  const { pages, turns } = feed.catchUps;
  let position = start;
  const isOver = () => signal.closed || left.aborted;

  async function* catchUp(): AsyncGenerator<Rows[M], void> {
    for (let hasMore = true; hasMore && !isOver(); ) {
      const page = await pages(() =>
        isOver() ? null : readFeed(query, feed.model, position, filter, BATCH_SIZE),
      );
      if (!page) return;
      for (const { row } of page.events) {
        await turns.next();
        yield row;
      }
      ({ next: position, hasMore } = page);
    }
  }

  try {
    while (!isOver()) {
      yield* catchUp();
      if (isOver()) return;
      const seat = feed.join(position, filter);
      const leaveSeat = () => seat.leave();
      left.addEventListener('abort', leaveSeat);
      try {
        // The reader was ahead, so what it read meanwhile never comes to the seat.
        if (isAfter(seat.start, position)) yield* catchUp();
        for await (const { at, row } of seat.events()) {
          if (!isAfter(at, position)) continue;
          yield row;
          position = at;
        }
      } finally {
        left.removeEventListener('abort', leaveSeat);
        leaveSeat();
      }
    }
  } finally {
    leave();
  }
}
