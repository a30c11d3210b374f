import type { Standing } from '../measure/race.js';
import type { Workload } from '../workloads.js';

/** As many as a busy back office has at once; the gateway's targets are for these. */
export const CONNECTIONS = 32;

/** Who was how fast in which workload. */
export interface Race {
  readonly name: string;
  readonly title: string;
  readonly standings: Partial<Record<Workload, ReadonlyMap<string, Standing>>>;
}

export interface ServerFacts {
  readonly name: string;
  readonly label: string;
  /** The version of Node that it runs on. */
  readonly node: string;
  readonly startMs: number;
  readonly restingMb: number;
}

/** Memory and event loop lag while requests keep coming. */
export interface Soak {
  readonly requests: number;
  readonly samples: readonly SoakSample[];
}
export interface SoakSample {
  readonly requests: number;
  readonly perSecond: number;
  readonly memoryMb: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
}

/** An import of a file of Stripe's objects by the gateway's command. */
export interface Import {
  readonly into: string;
  readonly objects: number;
  readonly seconds: number;
}

export interface Results {
  readonly machine: string;
  readonly versions: string;
  readonly pace: string;
  readonly servers: ServerFacts[];
  readonly races: Race[];
  readonly imports: Import[];
  soak: Soak | null;
}
