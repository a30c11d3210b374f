import { raw, sql } from '../database/sql.js';
import type { Database } from '../ledger/open-ledger.js';
import { selectOf, wholeRow } from '../ledger/select.js';
import type { Rows } from '../ledger/tables.js';

/** A key by its id or by its name. */
export type NamedKey = { readonly id: string } | { readonly name: string };

const select = selectOf('apiKey', wholeRow);

/**
 * Ends a key for ever. Null if there is no such key; one that is revoked already stays as it is.
 *
 * @param by the caller who revokes it; null for the command of an operator
 */
export async function revokeKey(
  { write }: Pick<Database, 'write'>,
  key: NamedKey,
  at: Date,
  by: string | null = null,
): Promise<Rows['apiKey'] | null> {
  const which = 'id' in key ? sql`t.id = ${key.id}` : sql`t.name = ${key.name}`;
  const [row] = await write(sql`UPDATE api_key t SET revoked = coalesce(t.revoked, ${at}),
      revoked_by = CASE WHEN t.revoked IS NULL THEN ${by} ELSE t.revoked_by END
    WHERE ${which} RETURNING ${raw(select.columns)}`);
  return (row && select.read(row)) ?? null;
}
