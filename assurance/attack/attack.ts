/** A request that would do harm without a limit. */
export interface Attack {
  /** What it tries, in a few words. */
  readonly name: string;
  /** The work that would grow without a limit. */
  readonly guards: string;
  readonly query: string;
  /** JSON, because some of it is nested too deeply to be written from an object. */
  readonly variables?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it is sent, one after the other. Caches and compilers meet a document again. */
  readonly times?: number;
  /** The setting that refuses it, or a code; null where an answer without harm is as good. */
  readonly refusedBy: string | null;
  /** The same in production, where it differs. */
  readonly refusedInProductionBy?: string;
  /** How many errors the answer has, where more of them would cost time. */
  readonly errors?: number;
}

/** Rows of the ledger that attacks read. */
export interface Targets {
  /** A charge with as many refunds as the ledger has. */
  readonly chargeId: string;
  readonly refundId: string;
}
