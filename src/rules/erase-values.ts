import { ERASED, emailsIn, eraseEmails, eraseOnlyEmail, type IsErased } from './erased-email.js';

/** The field of a value whose every part must stay a text: metadata, which is texts by names of the merchant's choice. */
export const OF_TEXTS = null;

/** The fields whose value is an address and nothing else, such as `receipt_email`. */
const isEmailField = (field: string | null): boolean => field !== OF_TEXTS && /email/i.test(field);

/**
 * A JSON value without an erased address: null in a field for an address, and `ERASED` in its place in every other text,
 * also in names of fields. The same value if it has none.
 *
 * @param field the name of the value's field
 */
export function eraseInValue(value: unknown, isErased: IsErased, field: string | null = ''): unknown {
  if (typeof value === 'string') {
    if (!isEmailField(field)) return eraseEmails(value, isErased);
    const erased = eraseOnlyEmail(value, isErased);
    return erased === ERASED && value !== ERASED ? null : erased;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => eraseInValue(item, isErased, field));
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const erased = entries.map(([name, given]): [string, unknown] => [
    eraseEmails(name, isErased),
    eraseInValue(given, isErased, field === OF_TEXTS || name === 'metadata' ? OF_TEXTS : name),
  ]);
  const isSame = erased.every(([name, given], at) => name === entries[at]?.[0] && given === entries[at][1]);
  // A field may be called `__proto__`.
  return isSame ? value : Object.fromEntries(erased);
}

/** The addresses in the texts and the names of fields of a JSON value: those that `eraseInValue` could replace. */
export function emailsInValue(value: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (typeof value === 'string') for (const email of emailsIn(value)) found.add(email);
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, inner] of Object.entries(value)) {
    for (const email of emailsIn(name)) found.add(email);
    emailsInValue(inner, found);
  }
  return found;
}
