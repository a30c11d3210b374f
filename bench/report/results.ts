import type { Role } from '../contestants.js';
import type { LoneRun } from '../lone/measured.js';
import type { Standing } from '../measure/race.js';
import type { Workload } from '../workloads.js';
import type { RealisticRun } from './realistic-table.js';

/** The connections of a busy back office. The gateway's targets are for this number. */
export const CONNECTIONS = 32;

const BESIDE = ', the bare server';
/** The name under which the bare server takes part in the growth run, on a copy of the ledger of that name. */
export const besideOf = (ledger: string): string => ledger + BESIDE;
export const isBeside = (racer: string): boolean => racer.endsWith(BESIDE);

/** The figures of every racer in each workload. */
export interface Race {
  readonly name: string;
  readonly title: string;
  readonly standings: Partial<Record<Workload, ReadonlyMap<string, Standing>>>;
}

export interface ServerFacts {
  readonly name: string;
  readonly label: string;
  readonly role: Role;
  /** Its connections to the database, in words. */
  readonly connections: string;
  /** The version of Node that it runs on. */
  readonly node: string;
  readonly startMs: number;
  readonly restingMb: number;
}

/** A setting that was tried for a server before the rounds. */
export interface Try {
  readonly name: string;
  readonly setting: string;
  readonly workloads: readonly Workload[];
  /** The geometric mean over the workloads. */
  readonly perSecond: number;
}

/** An import of a file of Stripe objects by the gateway's command. */
export interface Import {
  readonly into: string;
  readonly objects: number;
  readonly seconds: number;
}

export interface Results {
  /** When, from which commit and by which command. */
  readonly run: string;
  /** The rows of the ledger that most parts use, in words. */
  readonly ledger: string;
  readonly machine: string;
  readonly versions: string;
  readonly pace: string;
  /** The seed of the order of the servers in each round. */
  readonly seed: number;
  readonly servers: ServerFacts[];
  readonly tries: Try[];
  /** The sessions of pgbench in each workload, in words. */
  pgbenchSessions: string | null;
  readonly races: Race[];
  readonly imports: Import[];
  readonly realistic: RealisticRun[];
  readonly lone: LoneRun[];
}
