import { isRefusal, type Refusal } from '../rules/refusal.js';
import { shorten } from '../rules/text.js';
import type { CallerContext } from './caller-context.js';
import { type AskedKey, checkKey } from './check-key.js';
import { type CreatedKey, createKey } from './create-key.js';

/** Why a caller may not make a key. */
export const createKeyCodes = ['API_KEY_NAME_TAKEN', 'API_KEY_SCOPE_NOT_HELD', 'PARAMETER_INVALID'] as const;

/** Makes an API key for a caller (rules, section 15). This process knows it when the promise resolves. */
export async function createKeyByCaller(
  { database, clock, actor, scopes, keysChanged }: CallerContext,
  asked: AskedKey,
): Promise<CreatedKey | Refusal<(typeof createKeyCodes)[number]>> {
  const now = clock.now();
  const checked = checkKey(asked, scopes, now);
  if (isRefusal(checked)) return checked;
  const created = await createKey(database, checked, now, actor);
  if (!created)
    return {
      code: 'API_KEY_NAME_TAKEN',
      message: `There is or was a key '${shorten(asked.name)}'. Choose another name.`,
      param: 'name',
    };
  await keysChanged();
  return created;
}
