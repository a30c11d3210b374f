/**
 * A bound of a range of time. The ledger's times have whole milliseconds, so a finer bound lies between two of them: it is
 * after `at` and before the next millisecond.
 */
export interface TimeBound {
  readonly at: Date;
  /** Whether the bound is later than `at`. */
  readonly later: boolean;
}
