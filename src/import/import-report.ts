/** Why a line cannot be imported. Lines are counted from 1. */
export interface LineFault {
  readonly line: number;
  readonly why: string;
}

/** What was decided about a line that people should know. */
export interface LineWarning {
  readonly line: number;
  readonly what: string;
}

/** How many objects of a kind were new, changed, and the same as in the ledger. */
export interface KindCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** The result of an import. */
export type ImportReport =
  | {
      readonly outcome: 'imported';
      readonly lines: number;
      /** By Stripe's name for the kind, in a fixed order. */
      readonly kinds: ReadonlyMap<string, KindCounts>;
      /** What people should look at, of the first lines that have something: conflicts with changes of the ledger. */
      readonly warnings: readonly LineWarning[];
      /** The number of all warnings. */
      readonly warningCount: number;
      /** The number of objects of each kind that the ledger does not keep. */
      readonly skipped: ReadonlyMap<string, number>;
    }
  | {
      /** Nothing was written. */
      readonly outcome: 'refused';
      readonly lines: number;
      /** The first faults, in the order of the file. */
      readonly faults: readonly LineFault[];
      /** The number of all faults. */
      readonly faultCount: number;
    };

/** The progress of an import. */
export interface ImportProgress {
  readonly step: 'reading' | 'checking' | 'writing';
  readonly lines: number;
}

/** Skipped kinds beyond a limit, and kinds without a proper name, are counted together under this name. */
export const OTHER_KINDS = 'others';
