/** Where the time comes from. Tests set it. */
export interface Clock {
  now(): Date;
  /**
   * The time that processes on different machines have to agree on, such as when a task is due. Null means the
   * database's own clock.
   */
  readonly shared: Date | null;
}

export const systemClock: Clock = { now: () => new Date(), shared: null };
