import type { Database } from '../ledger/open-ledger.js';
import { newId } from '../rules/ids.js';
import type { Scope } from '../rules/scopes.js';
import { hashOfKey, newApiKey } from './api-key.js';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null for a key that never expires. */
  readonly expires: Date | null;
}

/** A key that was just made. `key` is told once and kept nowhere. */
export interface CreatedKey {
  readonly id: string;
  readonly key: string;
}

/**
 * Makes an API key. Null if the name was used before, also by a key that is revoked: the history of refunds tells callers
 * apart by their names.
 */
export async function createKey(
  pool: Pick<Database['pool'], 'query'>,
  { name, scopes, expires }: NewKey,
  at: Date,
): Promise<CreatedKey | null> {
  const [id, key] = [newId('key', at), newApiKey()];
  const { rowCount } = await pool.query(
    `INSERT INTO api_key (id, name, hash, scopes, created, expires) VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6)
     ON CONFLICT (name) DO NOTHING`,
    [id, name, hashOfKey(key), scopes, at, expires],
  );
  return rowCount === 1 ? { id, key } : null;
}
