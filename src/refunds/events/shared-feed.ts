import pLimit from 'p-limit';
import type { Channel } from '../../database/event-signal.js';
import { type FeedFilters, type FeedPosition, readFeed } from '../../ledger/event-feed.js';
import type { Database } from '../../ledger/open-ledger.js';
import type { EventModel } from '../../ledger/tables.js';
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

/** The channel that tells of new events. */
const channels: Readonly<Record<EventModel, Channel>> = {
  refundEvent: 'refund_event',
  refundApprovalEvent: 'refund_approval_event',
};

/** What the followers of all feeds in a process read by themselves, until they have caught up. */
export class CatchUps {
  /** The pages. Further ones wait in order. */
  readonly pages = pLimit(MAX_CATCH_UPS);
  /** The events that followers get of these pages. */
  readonly turns = new Turns();
}

/** The feeds of a process, by the model of their events. */
export type SharedFeeds = { readonly [M in EventModel]: SharedFeed<M> };

export function openFeeds(database: Pick<Database, 'query' | 'signal'>): SharedFeeds {
  const catchUps = new CatchUps();
  return {
    refundEvent: new SharedFeed('refundEvent', database, catchUps),
    refundApprovalEvent: new SharedFeed('refundApprovalEvent', database, catchUps),
  };
}

/** Reads the feed from the arrival of the first follower until the last one leaves, or until an error. */
interface Reader<M extends EventModel> {
  /** Every event up to here was read. */
  position: FeedPosition;
  readonly seats: Set<Seat<M>>;
  readonly stop: AbortController;
}

/**
 * A feed for the followers of a process. One reader reads each event once, in the order of the feed, and hands it to every
 * follower whose filter it meets. So a poll costs one statement, however many follow; with no follower there is none.
 */
export class SharedFeed<M extends EventModel> {
  readonly model: M;
  readonly catchUps: CatchUps;
  readonly #database: Pick<Database, 'query' | 'signal'>;
  #reader: Reader<M> | undefined;

  constructor(model: M, database: Pick<Database, 'query' | 'signal'>, catchUps: CatchUps) {
    this.model = model;
    this.#database = database;
    this.catchUps = catchUps;
  }

  /**
   * A seat to which every event comes that meets the filter and is later than the seat's `start`. If nobody follows yet,
   * reading begins at the given position. Otherwise `start` may be earlier or later than that.
   */
  join(position: FeedPosition, filter: FeedFilters[M]): Seat<M> {
    const reader: Reader<M> = this.#reader ?? { position, seats: new Set(), stop: new AbortController() };
    const seat: Seat<M> = new Seat(reader.position, filter, () => this.#leave(reader, seat));
    reader.seats.add(seat);
    if (this.#reader !== reader) {
      this.#reader = reader;
      void this.#read(reader);
    }
    return seat;
  }

  async #read(reader: Reader<M>): Promise<void> {
    const { query, signal } = this.#database;
    let woken: Promise<void> | undefined;
    try {
      while (!signal.closed && !reader.stop.signal.aborted) {
        // Waiting begins before reading, so that an event in between wakes the reader.
        woken ??= signal.wait(channels[this.model], POLL_INTERVAL_MS, reader.stop.signal);
        const { events, next, hasMore } = await readFeed(query, this.model, reader.position, {}, BATCH_SIZE);
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

  /**
   * The reader stops with its last follower, and the next follower starts another one. Its pending statement, if any,
   * changes nothing.
   */
  #leave(reader: Reader<M>, seat: Seat<M>): void {
    reader.seats.delete(seat);
    if (reader.seats.size > 0) return;
    this.#reader = undefined;
    reader.stop.abort();
  }
}
