import type { Pool } from 'pg';
import type { Connection } from '../database/batches.js';
import { hashOfEmail, isEmailOf } from '../rules/erased-email.js';
import { auditErasure, erasePlaces } from './erase-places.js';
import { inErasure, onConnection } from './erasure-transaction.js';
import { namedCallers } from './named-callers.js';
import { placesByText } from './places-by-text.js';

/** What an erasure did. */
export type Erasure =
  | {
      readonly outcome: 'erased';
      /** The number of changed rows by table. */
      readonly rows: Readonly<Record<string, number>>;
      /** Rows that keep the address, by table: as the name or the key of a caller. */
      readonly kept: Readonly<Record<string, number>>;
    }
  | { readonly outcome: 'not found'; readonly kept: Readonly<Record<string, number>> }
  | {
      /** Nothing changed: these refunds and approvals still need the address. */
      readonly outcome: 'in flight';
      readonly ids: readonly string[];
    };

/**
 * Erases a person from the ledger, by the e-mail address: everywhere or, if something still needs the address, nowhere.
 *
 * @param commits false for a dry run, which changes nothing
 */
export const erasePersonByEmail = (pool: Pool, email: string, commits: boolean): Promise<Erasure> =>
  onConnection(pool, (client) =>
    inErasure(client, async () => {
      const erasure = await erase(client, email);
      return { result: erasure, commits: commits && erasure.outcome === 'erased' };
    }),
  );

async function erase(connection: Connection, email: string): Promise<Erasure> {
  const isErased = isEmailOf(email);
  const erased = await erasePlaces(connection, placesByText(connection, email), isErased);
  if ('inFlight' in erased) return { outcome: 'in flight', ids: erased.inFlight };
  const { rows } = erased;
  const kept = await namedCallers(connection, email, isErased);
  if (Object.values(rows).every((count) => count === 0)) return { outcome: 'not found', kept };
  await connection.query(
    `INSERT INTO erased_address (hash, erased_at) VALUES ($1, now())
     ON CONFLICT (hash) DO UPDATE SET erased_at = excluded.erased_at`,
    [hashOfEmail(email)],
  );
  await auditErasure(connection, rows);
  return { outcome: 'erased', rows, kept };
}
