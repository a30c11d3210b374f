import type { Database } from '../ledger/open-ledger.js';

/** A key as it is listed, without anything secret. */
export interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: Date;
  readonly expires: Date | null;
  readonly revoked: Date | null;
  readonly lastUsed: Date | null;
  /** The caller who made it; null for the command of an operator, and for a caller without a name. */
  readonly createdBy: string | null;
  readonly revokedBy: string | null;
}

/** All keys by name, also those that are revoked or have expired. */
export async function listKeys(pool: Pick<Database['pool'], 'query'>): Promise<readonly ListedKey[]> {
  const { rows } = await pool.query<ListedKey>(
    `SELECT id, name, scopes, created, expires, revoked, last_used AS "lastUsed",
       created_by AS "createdBy", revoked_by AS "revokedBy" FROM api_key ORDER BY name`,
  );
  return rows;
}
