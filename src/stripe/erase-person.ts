import { isDeepStrictEqual } from 'node:util';
import { eraseInValue } from '../rules/erase-values.js';
import type { IsErased } from '../rules/erased-email.js';
import { isJsonObject, type JsonObject } from './object-reader.js';

/** Parts of Stripe's objects that are about the person who paid, with all their fields. */
const PARTS = new Set([
  'billing_address',
  'billing_details',
  'customer_details',
  'owner',
  'shipping',
  'shipping_address',
  'shipping_details',
]);
/** Single fields about that person. Cards and sources of older versions have the address in fields of their own. */
const FIELDS =
  /^(name|phone|account_holder_name|receipt_url|customer_(name|purchase_ip|signature)|verified_(name|phone|address)|payer_name|cardholder_name|address_(city|line1|line2|state|zip))$/;

/**
 * An object of Stripe without a person: without the erased address, and without the names, telephone numbers and postal
 * addresses that stand in the same object. Null if the object does not have the address.
 *
 * @param isApart whether an object inside it is kept by itself, and so stays as it is
 */
export function erasePerson(
  object: JsonObject,
  isErased: IsErased,
  isApart: (inner: JsonObject) => boolean = () => false,
): JsonObject | null {
  const own = withoutApart(object, isApart);
  const erased = eraseInValue(own, isErased);
  return erased === own ? null : (withBack(withoutPersonal(erased), object, isApart) as JsonObject);
}

/**
 * An object of Stripe without the names, telephone numbers and postal addresses in it, whose they ever are. Null if it has
 * none.
 */
export function eraseNames(object: JsonObject): JsonObject | null {
  const erased = withoutPersonal(object);
  return isDeepStrictEqual(erased, object) ? null : (erased as JsonObject);
}

/** Text that every object has in its JSON in which `eraseNames` finds something, as a regular expression of PostgreSQL. */
export const MAY_HAVE_NAMES = `"(${[...PARTS, FIELDS.source.slice(2, -2)].join('|')})"|\\\\u00`;

/** Null in place of the objects inside it that are kept by themselves. */
function withoutApart(object: JsonObject, isApart: (inner: JsonObject) => boolean): unknown {
  return mapObjects(object, (inner) => (inner !== object && isApart(inner) ? null : inner));
}

/** Puts them back where they were. */
function withBack(erased: unknown, original: unknown, isApart: (inner: JsonObject) => boolean): unknown {
  if (erased === null && isJsonObject(original) && isApart(original)) return original;
  if (Array.isArray(erased) && Array.isArray(original))
    return erased.map((item, at) => withBack(item, original[at], isApart));
  if (!isJsonObject(erased) || !isJsonObject(original)) return erased;
  const originals = Object.values(original);
  return Object.fromEntries(
    Object.entries(erased).map(([name, value], at) => [name, withBack(value, originals[at], isApart)]),
  );
}

function mapObjects(value: unknown, replace: (object: JsonObject) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, replace));
  if (!isJsonObject(value)) return value;
  const replaced = replace(value);
  return isJsonObject(replaced)
    ? Object.fromEntries(Object.entries(replaced).map(([name, inner]) => [name, mapObjects(inner, replace)]))
    : replaced;
}

function withoutPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPersonal);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name === 'metadata') return [name, inner];
      if (PARTS.has(name)) return [name, emptied(inner)];
      if (FIELDS.test(name) && typeof inner === 'string') return [name, null];
      return [name, withoutPersonal(inner)];
    }),
  );
}

/** Without its values; the e-mail address of somebody else stays. */
function emptied(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return [];
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, emptied(inner, name)]));
  return field === 'email' ? value : null;
}
