import type { Random } from '../../../src/sample-data/random.js';
import type { Place } from '../faults.js';
import type { World } from '../world.js';

/** A kind of fault, and the way to cause it. */
export interface FaultKind {
  readonly name: string;
  readonly place: Place;
  /** Whether callers may get an error because of this fault. The gateway's retries hide other faults. */
  readonly excuses: boolean;
  /** Whether the fault hits one process. Otherwise it hits both. */
  readonly ofOneProcess: boolean;
  /** Whether the fault also excuses the other process, which may wait for locks of the process that was hit. */
  readonly excusesBoth?: boolean;
  /**
   * Causes the fault and ends it.
   *
   * @returns how often the fault struck. 0 means that it hit nothing and does not count.
   */
  make(strike: Strike): Promise<number>;
}

export interface Strike {
  readonly world: World;
  readonly random: Random;
  /** The process that is hit. */
  readonly process: number;
}
