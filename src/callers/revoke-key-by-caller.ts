import type { Rows } from '../ledger/tables.js';
import { isId } from '../rules/ids.js';
import { type Refusal, resourceMissing } from '../rules/refusal.js';
import { callerNameOf } from './caller.js';
import type { CallerContext } from './caller-context.js';
import { faultyName } from './check-key.js';
import { type NamedKey, revokeKey } from './revoke-key.js';

/** Why a key is not revoked. */
export const revokeKeyCodes = ['PARAMETER_INVALID', 'PARAMETER_MISSING', 'RESOURCE_MISSING'] as const;

/** A key by exactly one of the two. */
interface AskedKey {
  readonly id: string | null;
  readonly name: string | null;
}

/** Revokes an API key for a caller (rules, section 15). It has ended in this process when the promise resolves. */
export async function revokeKeyByCaller(
  { database, clock, actor, keysChanged }: Omit<CallerContext, 'scopes'>,
  { id, name }: AskedKey,
): Promise<Rows['apiKey'] | Refusal<(typeof revokeKeyCodes)[number]>> {
  if (id !== null && name !== null)
    return { code: 'PARAMETER_INVALID', message: 'Only one of id and name can be given.', param: 'name' };
  if (id !== null) return (isId(id) ? await revoke({ id }) : null) ?? resourceMissing('api_key', id, 'id');
  if (name === null)
    return { code: 'PARAMETER_MISSING', message: 'One of id and name must be given.', param: 'name' };
  const known = callerNameOf(name);
  if (known === null) return faultyName;
  return (await revoke({ name: known })) ?? resourceMissing('api_key', name, 'name');

  async function revoke(key: NamedKey): Promise<Rows['apiKey'] | null> {
    const revoked = await revokeKey(database, key, clock.now(), actor);
    if (revoked) await keysChanged();
    return revoked;
  }
}
