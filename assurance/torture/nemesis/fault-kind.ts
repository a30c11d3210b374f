import type { Random } from '../../../src/sample-data/random.js';
import type { Place } from '../faults.js';
import type { World } from '../world.js';

/** A kind of fault, and how one is made. */
export interface FaultKind {
  readonly name: string;
  readonly place: Place;
  /** Whether a caller may get an error for it: retries hide what the database asks to do again. */
  readonly excuses: boolean;
  /** Whether it hits one process; else both. */
  readonly ofOneProcess: boolean;
  /** Whether it is an excuse for the other process too, which may wait for what the one holds. */
  readonly excusesBoth?: boolean;
  /**
   * Makes it and ends it.
   *
   * @returns how often it struck: 0 where it met nothing, which does not count
   */
  make(strike: Strike): Promise<number>;
}

export interface Strike {
  readonly world: World;
  readonly random: Random;
  /** The process that is hit. */
  readonly process: number;
}
