import type { Clock } from '../../../src/process/clock.js';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Date;
  constructor(now = '2026-03-01T12:00:00.000Z') {
    this.#now = new Date(now);
  }
  now(): Date {
    return this.#now;
  }
  get shared(): Date {
    return this.now();
  }
  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }
}
