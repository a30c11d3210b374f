/** An open connection and a queue each. More followers need another process. */
const MAX_FOLLOWERS = 500;

/** The place of a follower in the process, from before its first statement until it leaves. */
export interface Follower {
  /** Aborted when the follower leaves. */
  readonly left: AbortSignal;
  /** Frees the place. May be called again. */
  leave(): void;
}

/** Counts the followers of events in this process, up to a limit. */
export class Followers {
  readonly #max: number;
  #count = 0;

  constructor(max: number = MAX_FOLLOWERS) {
    this.#max = max;
  }

  /** A place for one more follower; null when the limit is reached. */
  enter(): Follower | null {
    if (this.#count >= this.#max) return null;
    this.#count++;
    const left = new AbortController();
    left.signal.addEventListener('abort', () => void this.#count--);
    return { left: left.signal, leave: () => left.abort() };
  }
}
