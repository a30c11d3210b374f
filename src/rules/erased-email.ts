import { createHash } from 'node:crypto';

/** What stands in a text in place of an erased address. No address that is in use is much shorter. */
export const ERASED = 'erased';

/** Whether two spellings are the same address: mail servers do not tell letters apart by case. */
const normalized = (email: string): string => email.trim().toLowerCase();

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

/** What may be an address within a text. Longer words than the two limits of RFC 5321 are no address. */
const WORDS = /[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,254}@[\p{L}\p{M}\p{N}.-]{1,254}/gu;
/** Characters that an address may have, but that stand before one more often, as in `to=jenny@example.com`. */
const RARE = /[!#$&'*/=?^`{|}~]/g;

/** A text with `ERASED` in place of each erased address. The same text if it has none. */
export function eraseEmails(text: string, isErased: IsErased): string {
  if (!text.includes('@')) return text;
  if (isErased(text)) return ERASED;
  return text.replaceAll(WORDS, (word) => {
    const end = word.length - (/[.-]+$/.exec(word)?.[0].length ?? 0);
    const at = startsIn(word).find((start) => isErased(word.slice(start, end)));
    return at === undefined ? word : word.slice(0, at) + ERASED + word.slice(end);
  });
}

/** Where an address may begin in a word: at its start, or after a rare character. */
function startsIn(word: string): readonly number[] {
  const local = word.slice(0, word.lastIndexOf('@'));
  const starts = [/^\.*/.exec(word)?.[0].length ?? 0];
  for (const { index } of local.matchAll(RARE)) starts.push(index + 1);
  return starts;
}
