/** Each asks the database once a second, and whenever something happens: more of them take a process of their own. */
const MAX_FOLLOWERS = 500;

/** Those who follow the events through this process: so many, and no more. */
export class Followers {
  readonly #max: number;
  #count = 0;

  constructor(max: number = MAX_FOLLOWERS) {
    this.#max = max;
  }

  get isFull(): boolean {
    return this.#count >= this.#max;
  }

  /** Counts one more, where there is room. */
  enter(): boolean {
    if (this.isFull) return false;
    this.#count++;
    return true;
  }

  leave(): void {
    this.#count--;
  }
}
