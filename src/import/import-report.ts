/** A place in a file. Lines are counted from 1. */
export interface Place {
  /** The line, or the one where an object of several lines begins. */
  readonly line: number;
  /** The number of an object in its array or list page, from 1. Null if it stands alone. */
  readonly object: number | null;
  /** The name of the file. Null if there is only one. */
  readonly file: string | null;
}

/** Why a line or an object cannot be imported. */
export interface LineFault extends Place {
  readonly why: string;
}

/** A faulty line or object, with all its reasons. */
export interface FaultRecord extends LineFault {
  /** What the file says there. Null if it is not needed, or could not be read. */
  readonly text: string | null;
}

/** What was decided about a line that people should know. */
export interface LineWarning extends Place {
  readonly what: string;
}

/** How many objects of a kind were new, changed, and the same as in the ledger. */
export interface KindCounts {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What the number of lines counts: objects, if the file does not have one per line. */
export type Unit = 'line' | 'object';

/** The result of an import. */
export type ImportReport =
  | {
      readonly outcome: 'imported';
      readonly lines: number;
      readonly unit: Unit;
      /** By Stripe's name for the kind, in a fixed order. */
      readonly kinds: ReadonlyMap<string, KindCounts>;
      /** What people should look at, of the first lines that have something: conflicts with changes of the ledger. */
      readonly warnings: readonly LineWarning[];
      /** The number of all warnings. */
      readonly warningCount: number;
      /** The number of objects with conflicts, by kind. They count as updated or unchanged too. */
      readonly conflicting: ReadonlyMap<string, number>;
      /** The first lists that go on beyond what the file has of them. */
      readonly cutLists: readonly LineWarning[];
      /** The number of all such lists. */
      readonly cutListCount: number;
      /** The number of objects of each kind that the ledger does not keep. */
      readonly skipped: ReadonlyMap<string, number>;
      /** The number of objects in which people were erased again, as `npm run erase` did before. */
      readonly erasedCount: number;
      /** The number of faulty lines or objects that were left out. */
      readonly faultyCount: number;
    }
  | {
      /** Nothing was written. */
      readonly outcome: 'refused';
      readonly lines: number;
      readonly unit: Unit;
      /** The first faults, in the order of the file. */
      readonly faults: readonly LineFault[];
      /** The number of all faults. */
      readonly faultCount: number;
    };

/** The progress of an import. */
export interface ImportProgress {
  readonly step: 'waiting' | 'reading' | 'checking' | 'writing';
  /** What exactly is checked or written. */
  readonly what?: string;
  readonly lines: number;
  readonly unit: Unit;
}

/** Skipped kinds beyond a limit, and kinds without a proper name, are counted together under this name. */
export const OTHER_KINDS = 'others';
