/** PostgreSQL keeps no NUL in a text, and an unpaired surrogate is no Unicode. Both become the character for unknown ones. */
export const storableText = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** A pair of surrogates, then what cannot be stored, then any other escape, so that an escaped backslash is no start. */
const ESCAPES = /\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u(0000|[dD][89a-fA-F]..)|\\./g;

/**
 * JSON whose texts PostgreSQL can read, also names and those that nobody reads: NUL and unpaired surrogates are replaced.
 * In JSON they are escaped, so all other JSON stays as it is and costs one search.
 */
export const storableJson = (json: string): string =>
  json.includes('\\u')
    ? json.replace(ESCAPES, (found, unstorable?: string) => (unstorable === undefined ? found : '\\ufffd'))
    : json;
