import { type FeedEvent, type FeedFilters, type FeedPosition, matches } from '../../ledger/event-feed.js';
import type { EventModel } from '../../ledger/tables.js';

/** Events that a follower has not taken yet, as many as it would read at once by itself. */
const MAX_QUEUED = 100;

/**
 * The place of a follower in the shared feed, with the events that it has not taken yet. A follower that is too slow
 * loses its seat, so it neither holds up the others nor takes more memory.
 */
export class Seat<M extends EventModel> {
  /** Every later event that meets the filter comes to the seat, until it ends. */
  readonly start: FeedPosition;
  readonly #filter: FeedFilters[M];
  readonly #onEnd: () => void;
  readonly #queue: FeedEvent<M>[] = [];
  #end: { readonly error: unknown } | undefined;
  #wake = () => {};

  constructor(start: FeedPosition, filter: FeedFilters[M], onEnd: () => void) {
    this.start = start;
    this.#filter = filter;
    this.#onEnd = onEnd;
  }

  /** Queues the events that meet the filter. If they are too many, it queues none of them, and the seat ends. */
  offer(events: readonly FeedEvent<M>[]): void {
    const found = events.filter((event) => matches(this.#filter, event));
    if (this.#queue.length + found.length > MAX_QUEUED) this.leave();
    else {
      this.#queue.push(...found);
      this.#wake();
    }
  }

  /** Ends the seat: nothing comes any more. An error is thrown once the queue is empty. */
  leave(error?: unknown): void {
    if (this.#end) return;
    this.#end = { error };
    this.#onEnd();
    this.#wake();
  }

  /** The events in the order of the feed. It ends when the seat has ended and the queue is empty. */
  async *events(): AsyncGenerator<FeedEvent<M>, void> {
    for (;;) {
      const event = this.#queue.shift();
      if (event) yield event;
      else if (this.#end) {
        if (this.#end.error !== undefined) throw this.#end.error;
        return;
      } else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
