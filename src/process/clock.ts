/** The source of the time. Tests set it. */
export interface Clock {
  now(): Date;
  /**
   * The time for everything that several processes must agree on, such as whether a task is due. Null means the
   * database's own clock.
   */
  readonly shared: Date | null;
}

export const systemClock: Clock = { now: () => new Date(), shared: null };
