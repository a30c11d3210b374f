import type { ErasedTable } from './erased-columns.js';

export type Row = Readonly<Record<string, unknown>>;

/** An entry of the block list with an address. */
export interface BlockedAddress {
  readonly id: string;
  readonly value: string;
}

/** What an import said of an object. */
export interface KeptObject {
  readonly id: string;
  readonly said: string;
}

/**
 * The rows in which addresses may stand that are to be erased. Every row with such an address is among them; whether a row
 * has one is decided by the rules. The rows are locked in the order of their keys, and come in batches.
 */
export interface Places {
  /** The rows of a table, with its key and its columns. Those with the ids of `also` are among them in any case. */
  rows(table: ErasedTable, also: readonly string[]): AsyncIterable<readonly Row[]>;
  /** Entries of the block list, the oldest first. */
  blocked(): Promise<readonly BlockedAddress[]>;
  keptObjects(): AsyncIterable<readonly KeptObject[]>;
}
