/** A line that cannot be imported, and why. */
export interface LineFault {
  readonly line: number;
  readonly why: string;
}

/** How many objects of a kind an import found new, different from what was known, and as they were known. */
export interface KindCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What an import did, or why it did nothing. */
export type ImportReport =
  | {
      readonly outcome: 'imported';
      readonly lines: number;
      /** By Stripe's name of the kind, in a fixed order. */
      readonly kinds: ReadonlyMap<string, KindCounts>;
      /** How many objects of each kind that the ledger does not keep. */
      readonly skipped: ReadonlyMap<string, number>;
    }
  | {
      /** Nothing was written. */
      readonly outcome: 'refused';
      readonly lines: number;
      /** The first bad lines, in the order of the file. */
      readonly faults: readonly LineFault[];
      /** How many faults there are in all. */
      readonly faultCount: number;
    };

/** How far an import is. */
export interface ImportProgress {
  readonly step: 'reading' | 'checking' | 'writing';
  readonly lines: number;
}

/** The name under which kinds are counted that are too many, or have no proper name. */
export const OTHER_KINDS = 'others';
