/** Where time comes from. Tests set it. */
export interface Clock {
  now(): Date;
  /**
   * The time that the database is to go by where processes have to agree, such as for what is due: null for its own
   * clock, as those of several machines differ.
   */
  readonly shared: Date | null;
}

export const systemClock: Clock = { now: () => new Date(), shared: null };
