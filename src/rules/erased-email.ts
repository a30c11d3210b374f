import { createHash } from 'node:crypto';
import { domainToUnicode } from 'node:url';

/** What stands in a text in place of an erased address. No address that is in use is much shorter. */
export const ERASED = 'erased';

/**
 * Whether two spellings are the same address: mail servers do not tell letters apart by case. URLs, HTML and JSON inside a
 * text write the characters in other ways, Japanese keyboards in full width, and Punycode is another form of a domain.
 */
function normalized(email: string): string {
  const plain = decoded(email.trim().normalize('NFKC'))
    .toLowerCase()
    .replace(/^"([^"\s]+)"@/, '$1@');
  const domain = plain.slice(plain.lastIndexOf('@') + 1);
  if (!domain.includes('xn--')) return plain;
  return plain.slice(0, -domain.length) + (domainToUnicode(domain) || domain);
}

function decoded(email: string): string {
  const plain = email.replace(/\\u0040|&#64;/, '@');
  try {
    return /%40/.test(plain) ? decodeURIComponent(plain) : plain;
  } catch {
    return plain;
  }
}

/**
 * The hash that stands for an erased address in the block list, and by which an import knows it: `sha256:` and the
 * SHA-256 of the address in lower case, in hexadecimal.
 */
export const hashOfEmail = (email: string): string =>
  `sha256:${createHash('sha256').update(normalized(email)).digest('hex')}`;

/** Whether an address is to be erased. It is given in any spelling. */
export type IsErased = (email: string) => boolean;

/** Whether it is this one address. */
export const isEmailOf = (wanted: string): IsErased => {
  const one = normalized(wanted);
  return (email) => normalized(email) === one;
};

/** Whether it is one of these addresses, in any spelling. */
export const isOneOf = (wanted: Iterable<string>): IsErased => {
  const all = new Set([...wanted].map(normalized));
  return (email) => all.has(normalized(email));
};

/** RFC 5321. */
const MAX_EMAIL_CHARACTERS = 254;

/** Whether a whole text has the form of an address. */
export const isEmail = (text: string): boolean =>
  text.length <= MAX_EMAIL_CHARACTERS && /^[^\s@]+@[^\s@]+$/.test(text);

/** How `@` is written: as it is, in full width, in a URL, in JSON and in HTML. */
const AT = /@|\uff20|%40|\\u0040|&#64;/;

/**
 * Parts of texts, in lower case, one of which every text has in which an address stands in another spelling than the
 * one that is given. Looking for one of them is fast, and the rest is decided here.
 */
export const ODD_SPELLINGS = ['\uff20', '%40', 'u0040', '&#64;', '"@'] as const;

/** What may be an address within a text. Longer words than the two limits of RFC 5321 are no address. */
const LOCAL = String.raw`(?:"[^"\s@]{1,252}"|[\p{L}\p{M}\p{N}!#$%&'*+/=?^_\x60{|}~.-]{1,254}?)`;
const WORDS = new RegExp(`${LOCAL}(?:${AT.source})[\\p{L}\\p{M}\\p{N}.-]{1,254}`, 'gu');
const isOneWord = (text: string): boolean => text.trim() === text.match(WORDS)?.[0];

/** Characters that an address may have, but that stand before one more often, as in `to=jenny@example.com`. */
const RARE = /[!#$&'*/=?^`{|}~]|%(?:2[0-9cf]|3[a-f])/gi;

/** A text with `ERASED` in place of each erased address. The same text if it has none. */
export function eraseEmails(text: string, isErased: IsErased): string {
  return replaceEmails(text, isErased, startsIn);
}

/**
 * The same for a text that is meant to be an address and nothing else. `o'jenny@example.com` is then not
 * `jenny@example.com` after a rare character.
 */
export function eraseOnlyEmail(text: string, isErased: IsErased): string {
  return replaceEmails(text, isErased, (word) =>
    isOneWord(text) ? startsIn(word).slice(0, 1) : startsIn(word),
  );
}

function replaceEmails(text: string, isErased: IsErased, startsOf: typeof startsIn): string {
  if (!AT.test(text)) return text;
  if (isErased(text)) return ERASED;
  return text.replaceAll(WORDS, (word) => {
    const end = endOf(word);
    const at = startsOf(word).find((start) => isErased(word.slice(start, end)));
    return at === undefined ? word : word.slice(0, at) + ERASED + word.slice(end);
  });
}

/** A sentence may end after the address. */
const endOf = (word: string): number => word.length - (/[.-]+$/.exec(word)?.[0].length ?? 0);

/** Where an address may begin in a word: at its start, or after a rare character. */
function startsIn(word: string): readonly number[] {
  const local = word.slice(0, AT.exec(word)?.index);
  const starts = [/^\.*/.exec(word)?.[0].length ?? 0];
  for (const { index, 0: rare } of local.matchAll(RARE)) starts.push(index + rare.length);
  return starts;
}

/**
 * The addresses of a text, in lower case: each of those that `eraseEmails` could replace, but of a word with rare
 * characters only the shortest, which stands for the longer ones, and the whole text if it has the form of an address.
 */
export function emailsIn(text: string): readonly string[] {
  if (!AT.test(text)) return [];
  const found = [...text.matchAll(WORDS)].flatMap(([word]) => {
    return startsIn(word).map((start) => normalized(word.slice(start, endOf(word))));
  });
  const whole = normalized(text);
  const shortest = found.filter((email) => shorterEmail(email) === null && isEmail(email));
  return [...new Set(isEmail(whole) ? [whole, ...shortest] : shortest)];
}

/** The address that may stand in this one after a rare character, as in `to=jenny@example.com`. Null if there is none. */
export function shorterEmail(email: string): string | null {
  const last = startsIn(email).at(-1) ?? 0;
  return last > 0 && isEmail(email.slice(last)) ? email.slice(last) : null;
}
