import type { ObjectReader } from './object-reader.js';

/** A kind of Stripe object that the gateway reads. Its reader keeps the object's own values, and no more. */
export interface Kind<Name extends string, Value extends { readonly id: string }> {
  /** The value of the object's field `object`. */
  readonly object: Name;
  /** The fields in which Stripe can send another object in place of its id, as far as they are read. */
  readonly references: readonly string[];
  /** @throws BadObject */
  read(from: ObjectReader): Value;
}

/**
 * For texts in an index (rules, section 5). PostgreSQL limits an entry to about 2,700 bytes; Stripe limits e-mail
 * addresses to 512.
 */
export const MAX_INDEXED_TEXT_CHARACTERS = 512;
