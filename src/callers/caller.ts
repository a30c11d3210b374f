import { allScopes, type Scope } from '../rules/scopes.js';

/** Who calls, and what they may do. */
export interface Caller {
  /** The actor of events and the scope of idempotency keys. Null without authentication. */
  readonly name: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /**
   * Calls the listener when the caller's key or token ends, at once if it has ended already. Returns a function that
   * stops listening. Null for a caller without either.
   */
  readonly onEnd: ((listener: () => void) => () => void) | null;
}

/** Every caller where no authentication is configured. */
export const ANYBODY: Caller = { name: null, scopes: new Set(allScopes), onEnd: null };

/** The caller of a request that needs none, such as a probe. */
export const NOBODY: Caller = { name: null, scopes: new Set(), onEnd: null };

/**
 * Actors that the gateway itself writes into the history (rules, section 6): the import, and processors, also those to come.
 * Nobody else may have their names. The audit leaves them out, by the same list in SQL.
 */
export const RESERVED: ReadonlySet<string> = new Set(['import', 'sandbox', 'stripe', 'wooshpay']);

/** As long as an id, so that it fits into the index of idempotency keys beside a key. */
const MAX_NAME_CHARACTERS = 255;

/**
 * A text as the name of a caller, in Unicode's form C, so that a letter with an accent is the same letter however it was
 * written. Null for a text that can be no name: it stands in the history and in logs, on one line.
 */
export function callerNameOf(text: string): string | null {
  if (text.length > MAX_NAME_CHARACTERS) return null;
  const name = text.normalize('NFC');
  const isOneLine = /^[^\p{C}\p{Z}]([^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u.test(name);
  return isOneLine && name.length <= MAX_NAME_CHARACTERS && !RESERVED.has(name) ? name : null;
}
