import type { Clock } from '../../../src/process/clock.js';
import { isoDate } from '../../../src/process/iso-date.js';

/** A clock that stands still until a test moves it; its times are of the kind that the system's are. */
export class TestClock implements Clock {
  #now: Date;
  constructor(now = '2026-03-01T12:00:00.000Z') {
    this.#now = isoDate(new Date(now).toISOString());
  }
  now(): Date {
    return this.#now;
  }
  get shared(): Date {
    return this.now();
  }
  advance(ms: number): void {
    this.#now = isoDate(new Date(this.#now.getTime() + ms).toISOString());
  }
}
