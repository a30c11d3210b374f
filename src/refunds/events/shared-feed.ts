import pLimit from 'p-limit';
import { type FeedFilter, type FeedPosition, readFeed } from '../../ledger/event-feed.js';
import type { Database } from '../../ledger/open-ledger.js';
import { Turns } from '../../process/turns.js';
import { Seat } from './seat.js';

/** Events read at once. */
export const BATCH_SIZE = 100;
/** Pages that followers read at once to catch up. A hundred events each take some milliseconds to read. */
export const MAX_CATCH_UPS = 5;
/**
 * How often the feed is read without a wake-up. An event may become readable when an older transaction ends, which wakes
 * nobody, and a wake-up can be lost with a connection.
 */
const POLL_INTERVAL_MS = 1_000;

/** Reads the feed from the arrival of the first follower until the last one leaves, or until an error. */
interface Reader {
  /** Every event up to here was read. */
  position: FeedPosition;
  readonly seats: Set<Seat>;
  readonly stop: AbortController;
}

/**
 * The feed of a process's followers. One reader reads each event once, in the order of the feed, and hands it to every
 * follower whose filter it meets. So a poll costs one statement, however many follow; with no follower there is none.
 */
export class SharedFeed {
  readonly #database: Pick<Database, 'query' | 'signal'>;
  /** The pages that followers read by themselves. Further ones wait in order. */
  readonly catchUp = pLimit(MAX_CATCH_UPS);
  /** The events that followers get of these pages. */
  readonly turns = new Turns();
  #reader: Reader | undefined;

  constructor(database: Pick<Database, 'query' | 'signal'>) {
    this.#database = database;
  }

  /**
   * A seat to which every event comes that meets the filter and is later than the seat's `start`. If nobody follows yet,
   * reading begins at the given position. Otherwise `start` may be earlier or later than that.
   */
  join(position: FeedPosition, filter: FeedFilter): Seat {
    const reader = this.#reader ?? { position, seats: new Set(), stop: new AbortController() };
    const seat = new Seat(reader.position, filter, () => this.#leave(reader, seat));
    reader.seats.add(seat);
    if (this.#reader !== reader) {
      this.#reader = reader;
      void this.#read(reader);
    }
    return seat;
  }

  async #read(reader: Reader): Promise<void> {
    const { query, signal } = this.#database;
    let woken: Promise<void> | undefined;
    try {
      while (!signal.closed && !reader.stop.signal.aborted) {
        // Waiting begins before reading, so that an event in between wakes the reader.
        woken ??= signal.wait(POLL_INTERVAL_MS, reader.stop.signal);
        const { events, next, hasMore } = await readFeed(query, reader.position, {}, BATCH_SIZE);
        reader.position = next;
        for (const seat of reader.seats) seat.offer(events);
        if (hasMore) continue;
        await woken;
        woken = undefined;
      }
      for (const seat of reader.seats) seat.leave();
    } catch (error) {
      for (const seat of reader.seats) seat.leave(error);
    }
  }

  /** The reader stops with its last follower. Its pending statement, if any, changes nothing. */
  #leave(reader: Reader, seat: Seat): void {
    reader.seats.delete(seat);
    if (reader.seats.size > 0) return;
    if (this.#reader === reader) this.#reader = undefined;
    reader.stop.abort();
  }
}
