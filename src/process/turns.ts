/**
 * Spreads work over turns of the event loop: one caller goes on in each turn, in the order of the calls. So requests and
 * probes that arrive meanwhile are answered in between.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  /** Settles when it is the caller's turn: at once if nobody else had this one. */
  next(): Promise<void> {
    if (this.#isTaken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#take();
    return Promise.resolve();
  }

  #take(): void {
    this.#isTaken = true;
    setImmediate(() => {
      const goOn = this.#waiting.shift();
      this.#isTaken = false;
      if (!goOn) return;
      this.#take();
      goOn();
    });
  }
}
