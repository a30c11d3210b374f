import { shorten } from '../../rules/text.js';

/** Longer than any message that the gateway writes. graphql-js lists conflicting fields without a limit. */
const MAX_MESSAGE_CHARACTERS = 500;

/** A text in double quotes, in which graphql-js repeats names and values, or any other text without a space or quote. */
const REPEATED = /"((?:[^"\\]|\\.)*)"|[^\s"']+/g;

/**
 * The message of an error without more than 64 characters of any name or value that the caller sent. Messages of
 * graphql-js and Yoga repeat them as a whole. The end of a message says what is wrong, so the middle is left out.
 */
export function shortMessage(message: string): string {
  const half = MAX_MESSAGE_CHARACTERS / 2;
  // First of all, because the expression takes quadratic time.
  const cut =
    message.length > MAX_MESSAGE_CHARACTERS
      ? `${message.slice(0, half)}…${message.slice(-half)}`.toWellFormed()
      : message;
  return cut.replace(REPEATED, (text, quoted?: string) =>
    quoted === undefined ? shorten(text) : `"${shorten(quoted)}"`,
  );
}
