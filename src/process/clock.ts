import { isoDate } from './iso-date.js';

/** Where time comes from. Tests set it. */
export interface Clock {
  now(): Date;
  /**
   * The time that the database is to go by where processes have to agree, such as for what is due: null for its own
   * clock, as those of several machines differ.
   */
  readonly shared: Date | null;
}

export const systemClock: Clock = { now, shared: null };

let [lastMs, last] = [Number.NaN, new Date(Number.NaN)];

/** The same Date for the same millisecond: a refund has it in five rows, and others are made at the same time. */
function now(): Date {
  const ms = Date.now();
  if (ms !== lastMs) [lastMs, last] = [ms, isoDate(new Date(ms).toISOString())];
  return last;
}
