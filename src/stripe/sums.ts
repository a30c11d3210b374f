import { BadObject, type JsonObject, ObjectReader } from './object-reader.js';

/** What a transfer or an application fee says of itself. The ledger keeps it only at its charge. */
export interface Sum {
  readonly object: keyof typeof RETURNED;
  readonly id: string;
  readonly amount: bigint;
  readonly currency: string;
  /** What went back in all: `amount_reversed` or `amount_refunded`. */
  readonly returned: bigint;
}

/** By kind, the field with what went back. */
export const RETURNED = { transfer: 'amount_reversed', application_fee: 'amount_refunded' } as const;

/** Section 3: the sums of a transfer or an application fee. Null for any other object, and for an incomplete one. */
export function sumOf(value: JsonObject): Sum | null {
  const { object } = value;
  if (object !== 'transfer' && object !== 'application_fee') return null;
  const from = new ObjectReader(value);
  try {
    const id = from.reference('id');
    if (id === null) return null;
    const returned = from.amount(RETURNED[object]);
    return { object, id, amount: from.amount('amount'), currency: from.currency(), returned };
  } catch (error) {
    if (error instanceof BadObject) return null;
    throw error;
  }
}
