import { BadObject, type JsonObject, ObjectReader } from './object-reader.js';

/** What a transfer or an application fee says of itself. The ledger keeps it only at its charge. */
export interface Sum {
  readonly id: string;
  readonly amount: bigint;
  readonly currency: string;
  /** What went back in all: `amount_reversed` or `amount_refunded`. */
  readonly returned: bigint;
}

/** By kind, the field with what went back. */
const RETURNED: ReadonlyMap<unknown, string> = new Map([
  ['transfer', 'amount_reversed'],
  ['application_fee', 'amount_refunded'],
]);

/** Section 3: the sums of a transfer or an application fee. Null for any other object, and for an incomplete one. */
export function sumOf(object: JsonObject): Sum | null {
  const field = RETURNED.get(object['object']);
  if (field === undefined) return null;
  const from = new ObjectReader(object);
  try {
    const id = from.reference('id');
    return id === null
      ? null
      : { id, amount: from.amount('amount'), currency: from.currency(), returned: from.amount(field) };
  } catch (error) {
    if (error instanceof BadObject) return null;
    throw error;
  }
}
