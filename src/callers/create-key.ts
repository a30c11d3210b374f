import { raw, sql } from '../database/sql.js';
import type { Database } from '../ledger/open-ledger.js';
import { selectOf, wholeRow } from '../ledger/select.js';
import type { Rows } from '../ledger/tables.js';
import { newId } from '../rules/ids.js';
import type { Scope } from '../rules/scopes.js';
import { hashOfKey, newApiKey } from './api-key.js';

export interface NewKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null for a key that never expires. */
  readonly expires: Date | null;
}

/** A key that was just made. `secret` is told once and kept nowhere. */
export interface CreatedKey {
  readonly apiKey: Rows['apiKey'];
  readonly secret: string;
}

const select = selectOf('apiKey', wholeRow);

/**
 * Makes an API key. Null if the name was used before, also by a key that is revoked: the history of refunds tells callers
 * apart by their names.
 *
 * @param by the caller who makes it; null for the command of an operator
 */
export async function createKey(
  { write }: Pick<Database, 'write'>,
  { name, scopes, expires }: NewKey,
  at: Date,
  by: string | null = null,
): Promise<CreatedKey | null> {
  const [id, secret] = [newId('key', at), newApiKey()];
  const columns = raw(select.columns);
  // The statement is sent again if its outcome is unknown. It then finds the key that it made.
  const [row] = await write(sql`WITH made AS (
      INSERT INTO api_key AS t (id, name, hash, scopes, created, expires, created_by)
      VALUES (${id}, ${name}, decode(${hashOfKey(secret)}, 'hex'), ${[...scopes]}, ${at}, ${expires}, ${by})
      ON CONFLICT (name) DO NOTHING RETURNING ${columns})
    SELECT * FROM made UNION ALL SELECT ${columns} FROM api_key t WHERE t.id = ${id}`);
  const apiKey = row && select.read(row);
  return apiKey ? { apiKey, secret } : null;
}
