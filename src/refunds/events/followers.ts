/** Each follower reads once a second, and whenever something happens. More followers need another process. */
const MAX_FOLLOWERS = 500;

/** Counts the followers of events in this process, up to a limit. */
export class Followers {
  readonly #max: number;
  #count = 0;

  constructor(max: number = MAX_FOLLOWERS) {
    this.#max = max;
  }

  get isFull(): boolean {
    return this.#count >= this.#max;
  }

  /** Counts one more follower; false when the limit is reached. */
  enter(): boolean {
    if (this.isFull) return false;
    this.#count++;
    return true;
  }

  leave(): void {
    this.#count--;
  }
}
