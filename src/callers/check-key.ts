import type { Refusal } from '../rules/refusal.js';
import { allScopes, isScope, type Scope } from '../rules/scopes.js';
import { shorten } from '../rules/text.js';
import { callerNameOf } from './caller.js';
import type { NewKey } from './create-key.js';

/** A key as a caller asks for it. */
export interface AskedKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expires: Date | null;
}

type KeyRefusal = Refusal<'API_KEY_SCOPE_NOT_HELD' | 'PARAMETER_INVALID'>;

/**
 * The key that a caller may make, with each scope once, or why not (rules, section 15). A name that is taken shows when
 * the key is written.
 *
 * @param held the caller's own scopes
 */
export function checkKey(
  { name: given, scopes, expires }: AskedKey,
  held: ReadonlySet<Scope>,
  now: Date,
): NewKey | KeyRefusal {
  const name = callerNameOf(given);
  if (name === null) return faultyName;
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined) return invalid('scopes', `There is no scope '${shorten(unknown)}'.`);
  if (scopes.length === 0) return invalid('scopes', 'A key needs at least one scope.');
  const asked = allScopes.filter((scope) => scopes.includes(scope));
  const lacking = asked.find((scope) => !held.has(scope));
  if (lacking)
    return {
      code: 'API_KEY_SCOPE_NOT_HELD',
      message: `You cannot give the scope ${lacking}, because you do not have it.`,
      param: 'scopes',
      scope: lacking,
    };
  if (expires && expires <= now) return invalid('expires', 'A key must expire at a time to come.');
  return { name, scopes: asked, expires };
}

/** The refusal of a name that no key can have. */
export const faultyName = {
  code: 'PARAMETER_INVALID',
  message: 'No key can have this name: it is reserved, blank, too long, or not on one line.',
  param: 'name',
} as const satisfies Refusal<'PARAMETER_INVALID'>;

const invalid = (param: 'scopes' | 'expires', message: string): KeyRefusal => ({
  code: 'PARAMETER_INVALID',
  message,
  param,
});
