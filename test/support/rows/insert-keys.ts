import { createKey } from '../../../src/callers/create-key.js';
import { revokeKey } from '../../../src/callers/revoke-key.js';
import type { Database } from '../../../src/ledger/open-ledger.js';

/** Some API keys, so that each of their fields has a value in one of them. */
export async function insertKeys(database: Database): Promise<void> {
  const at = new Date('2026-03-01T12:00:00Z');
  const scopes = ['refunds:read', 'keys:manage'] as const;
  await createKey(database, { name: 'valid', scopes, expires: null }, at);
  await createKey(database, { name: 'revoked', scopes, expires: new Date('2999-01-01') }, at, 'valid');
  await revokeKey(database, { name: 'revoked' }, at, 'valid');
  await database.pool.query(`UPDATE api_key SET last_used = created WHERE name = 'valid'`);
}
