import type { ObjectReader } from './object-reader.js';

/** A kind of Stripe's objects that the ledger keeps. */
export interface Kind {
  /** What its field `object` says. */
  readonly object: string;
  /** The table that it is kept in. */
  readonly table: string;
  /** The columns of that table that an import writes. */
  readonly columns: readonly string[];
  /** What is known of an object beyond those columns while it is imported: column and type. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Fields that may hold another object instead of its id. */
  readonly references: readonly string[];
  /** The row that an object is, with the notes. @throws BadObject */
  read(from: ObjectReader): { readonly id: string };
}

/** For texts that indexes hold (rules, section 5): PostgreSQL limits an entry to some 2,700 bytes. Stripe's e-mail limit. */
export const MAX_INDEXED_TEXT_CHARACTERS = 512;
