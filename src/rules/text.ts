/**
 * The most characters of a text for which no rule has another limit, such as a value that a list is filtered by. Stripe
 * limits e-mail addresses to this. It also fits into an index, whose entries PostgreSQL limits to about 2,700 bytes.
 */
export const MAX_TEXT_CHARACTERS = 512;

/** A stored text, or null if it is blank: nothing was entered then. Imports of older versions stored blank texts. */
export const unlessBlank = (text: string | null): string | null => (text?.trim() ? text : null);

/** Enough of a wrong value to recognise it. */
const MAX_REPEATED_CHARACTERS = 64;

/** A caller's text as a message repeats it: at most its first 64 characters. Messages are answered, kept and logged. */
export const shorten = (text: string): string =>
  text.length <= MAX_REPEATED_CHARACTERS ? text : `${text.slice(0, MAX_REPEATED_CHARACTERS).toWellFormed()}…`;
