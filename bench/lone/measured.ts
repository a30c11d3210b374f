import type { Inherent } from './inherent.js';
import type { InnerTime } from './inner-times.js';
import type { StepTimes } from './statement-times.js';

/** Microseconds per refund of a server that gets one refund after the other, when it is warm. */
export interface WarmTimes {
  /** The median of whole requests, seen by the client. */
  readonly p50Us: number;
  readonly meanUs: number;
  readonly serverCpuUs: number;
  readonly databaseCpuUs: number;
  /** From the arrival of statements at PostgreSQL to their answers, with the commit. */
  readonly databaseUs: number;
  /** Of it, writing PostgreSQL's log and flushing it to the disk. */
  readonly flushUs: number;
  /** How often the whole server flushed per refund. One commit needs one. */
  readonly flushes: number;
}

/** The times of the statements, measured in runs of their own, because logging them takes time. */
export interface Statements {
  /** The medians of whole requests while the statements were logged. */
  readonly loggedP50Us: number;
  /** Medians. */
  readonly warm: StepTimes;
  /** Means of the first refunds. */
  readonly cold: StepTimes;
  /** Also inside functions and triggers. */
  readonly inner: readonly InnerTime[];
}

/** A server on a ledger. */
export interface LoneServer {
  readonly name: string;
  readonly label: string;
  readonly warm: WarmTimes;
  /** The first refund after the start, and the median of the first fifty. */
  readonly cold: { readonly firstUs: number; readonly p50Us: number };
  /** Null for a peer. */
  readonly statements: Statements | null;
}

/** Where the time of a lone refund goes, on a ledger of one size. */
export interface LoneRun {
  /** `2,004 charges`. */
  readonly ledger: string;
  readonly inherent: Inherent;
  readonly servers: readonly LoneServer[];
}
