import type { Database } from '../ledger/open-ledger.js';

/** Ends a key for ever. False if there is no such key; one that is revoked already stays as it is. */
export async function revokeKey(
  pool: Pick<Database['pool'], 'query'>,
  name: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    'UPDATE api_key SET revoked = coalesce(revoked, $2) WHERE name = $1',
    [name, at],
  );
  return rowCount === 1;
}
