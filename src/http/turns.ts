/**
 * Long enough for dozens of ordinary requests, and short enough that probes and other answers do not wait noticeably.
 */
const BUDGET_MS = 10;

interface Loop {
  /** In milliseconds. */
  now(): number;
  /** Calls back in the next turn of the event loop, after what has arrived until then. */
  nextTurn(callback: () => void): void;
}

const eventLoop: Loop = {
  now: () => performance.now(),
  nextTurn: (callback) => void setImmediate(callback),
};

/**
 * Spreads the work on requests that arrive at once over several turns of the event loop. Node.js takes everything that
 * has arrived in one turn: a hundred requests of 20 ms each would block all others for two seconds, probes too.
 *
 * Work begins at once while the turn has been busy for less than `BUDGET_MS`. Further work waits, the first the first.
 */
export class Turns {
  readonly #loop: Loop;
  /** When the work of this turn began; null if none has. */
  #startedMs: number | null = null;
  readonly #waiting: (() => void)[] = [];

  constructor(loop = eventLoop) {
    this.#loop = loop;
  }

  /** Whether work may begin now. If not, it waits for `later`. Two calls spare an ordinary request a promise. */
  get isFree(): boolean {
    return this.#waiting.length === 0 && this.#hasTime();
  }

  /** Resolves in a turn that has time, after all that have waited longer. */
  later(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#loop.nextTurn(this.#proceed);
    });
  }

  /** One callback for each that waits. Between two callbacks, the work of the first begins, and uses up its time. */
  readonly #proceed = () => {
    if (this.#hasTime()) this.#waiting.shift()?.();
    else this.#loop.nextTurn(this.#proceed);
  };

  #hasTime(): boolean {
    const nowMs = this.#loop.now();
    if (this.#startedMs === null) {
      this.#startedMs = nowMs;
      this.#loop.nextTurn(this.#end);
    }
    return nowMs - this.#startedMs < BUDGET_MS;
  }

  readonly #end = () => {
    this.#startedMs = null;
  };
}
