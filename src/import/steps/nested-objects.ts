import {
  BadObject,
  isJsonObject,
  type JsonObject,
  NotOfLedger,
  ObjectReader,
} from '../../stripe/object-reader.js';
import { type Sum, sumOf } from '../../stripe/sums.js';
import { type SeenList, seenList } from './cut-lists.js';
import { type LedgerKind, ledgerKindByObject } from './ledger-kinds.js';

/** Stripe's API expands at most four levels, and a list of a level has two of its own. */
const MAX_NESTING = 16;

/** An object that stands inside another one, with its kind. */
export interface NestedObject {
  readonly kind: LedgerKind;
  readonly value: JsonObject;
}

/** By kind, the field that an object within an object of another kind may leave out, because it is that one's id. */
const fieldsOfParents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  charge: { payment_intent: 'payment_intent' },
  dispute: { charge: 'charge' },
  fee_refund: { application_fee: 'fee' },
  refund: { charge: 'charge' },
  transfer_reversal: { transfer: 'transfer' },
};

/** The field with texts by keys of the merchant's choice, so also `object` and `id`. No object of Stripe stands there. */
const OF_MERCHANT = 'metadata';

/** What stands inside an object. */
interface Nested {
  readonly objects: readonly NestedObject[];
  readonly sums: readonly Sum[];
  /** The lists of objects of the ledger that are not complete. */
  readonly lists: readonly SeenList[];
}

/** Every object of a kind that the ledger reads which stands inside an object, wherever it stands, the deepest first. */
export function nestedIn(parent: JsonObject): Nested {
  const objects: NestedObject[] = [];
  const sums: Sum[] = [];
  const lists: SeenList[] = [];
  const search = (value: unknown, field: string, within: JsonObject, levels: number): void => {
    if (typeof value !== 'object' || value === null || levels === 0) return;
    const isObject = isStripeObject(value);
    const list = isObject ? null : seenList(value as JsonObject, field, within);
    if (list) lists.push(list);
    searchFields(value as JsonObject, isObject ? value : within, levels - 1);
    if (!isObject) return;
    const kind = ledgerKindByObject.get(value.object);
    if (kind) objects.push({ kind, value: completed(value, within) });
    const sum = sumOf(value);
    if (sum) sums.push(sum);
  };
  const searchFields = (fields: JsonObject, within: JsonObject, levels: number): void => {
    for (const key in fields) if (key !== OF_MERCHANT) search(fields[key], key, within, levels);
  };
  searchFields(parent, parent, MAX_NESTING);
  return { objects, sums, lists };
}

interface StripeObject extends JsonObject {
  readonly object: string;
  readonly id: string;
}

/** A list has no id. */
const isStripeObject = (value: object): value is StripeObject =>
  isJsonObject(value) && typeof value['object'] === 'string' && typeof value['id'] === 'string';

/** Whether an object inside another one is of a kind that the ledger keeps: such an object is imported by itself. */
export const isKept = (value: JsonObject): value is StripeObject =>
  isStripeObject(value) && ledgerKindByObject.has(value.object);

function completed(value: StripeObject, within: JsonObject): JsonObject {
  const field = fieldsOfParents[value.object]?.[`${within['object']}`];
  return field !== undefined && (value[field] ?? null) === null ? { ...value, [field]: within['id'] } : value;
}

/** An object as JSON, with the ids of the objects inside it in their place, and without its lists of objects. */
export const withoutNested = (object: JsonObject): string =>
  JSON.stringify(object, (key, value: unknown) => {
    if (value === object || key === OF_MERCHANT || !isJsonObject(value)) return value;
    if (value['object'] === 'list') return undefined;
    return isKept(value) ? value.id : value;
  });

/**
 * Reads an object inside another one. Null if it is incomplete, so that it counts as its id only, or of a sort that the
 * ledger does not keep.
 *
 * @throws BadObject if a value is wrong
 */
export function readNested({ kind, value }: NestedObject): { readonly id: string } | null {
  try {
    return kind.read(new ObjectReader(value));
  } catch (error) {
    if (error instanceof NotOfLedger || (error instanceof BadObject && error.isIncomplete)) return null;
    throw error;
  }
}
