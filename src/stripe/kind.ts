import type { ObjectReader } from './object-reader.js';

/** A kind of Stripe object that the gateway reads. Its reader keeps the object's own values, and no more. */
export interface Kind<Name extends string, Value extends { readonly id: string }> {
  /** The value of the object's field `object`. */
  readonly object: Name;
  /** @throws BadObject */
  read(from: ObjectReader): Value;
}
