import type { Pool } from 'pg';
import type { Connection } from '../database/batches.js';
import { setPatience } from '../database/pipeline/watched-client.js';
import { hashOfEmail, type IsErased, isEmailOf } from '../rules/erased-email.js';
import { eraseBlockList } from './erase-block-list.js';
import { type ErasedRow, eraseColumns } from './erase-columns.js';
import { eraseKeptObjects } from './erase-kept-objects.js';
import { erasedTables } from './erased-columns.js';
import { findInFlight } from './find-in-flight.js';
import { namedCallers } from './named-callers.js';

/** The import's lock: an import that has read the addresses would write this one again. */
const ADVISORY_LOCK = 72_707_371;

const BEGIN = [
  'BEGIN ISOLATION LEVEL READ COMMITTED',
  // Looking through a large ledger may take longer than a request.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  'SET LOCAL lock_timeout = 0',
  `SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`,
  'SET LOCAL lock_timeout TO DEFAULT',
  // Lets the triggers pass that keep events and approvals as they are.
  "SET LOCAL refund_gateway.erasing = 'on'",
];

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
export async function erasePersonByEmail(pool: Pool, email: string, commits: boolean): Promise<Erasure> {
  const client = await pool.connect();
  client.on('error', ignore);
  let isUsable = true;
  try {
    setPatience(client, true);
    for (const statement of BEGIN) await client.query(statement);
    const erasure = await erase(client, email, isEmailOf(email));
    await client.query(commits && erasure.outcome === 'erased' ? 'COMMIT' : 'ROLLBACK');
    return erasure;
  } catch (error) {
    isUsable = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    throw error;
  } finally {
    client.off('error', ignore);
    setPatience(client, false);
    client.release(!isUsable);
  }
}

/** A connection that breaks in use also emits an event, which would end the process. Its query fails anyway. */
const ignore = () => {};

async function erase(connection: Connection, email: string, isErased: IsErased): Promise<Erasure> {
  const erased = new Map<string, readonly ErasedRow[]>();
  for (const table of erasedTables)
    erased.set(table.table, await eraseColumns(connection, table, email, isErased));
  const changed = (table: string) => erased.get(table) ?? [];
  const ids = await findInFlight(connection, changed('refund'), changed('refund_approval'));
  if (ids.length > 0) return { outcome: 'in flight', ids };
  const rows: Record<string, number> = Object.fromEntries(
    [...erased].map(([name, all]) => [name, all.length]),
  );
  rows['block_list_entry'] = await eraseBlockList(connection, email, isErased);
  rows['imported_object'] = await eraseKeptObjects(connection, isErased);
  const kept = await namedCallers(connection, email, isErased);
  if (Object.values(rows).every((count) => count === 0)) return { outcome: 'not found', kept };
  await connection.query(
    `INSERT INTO erased_address (hash, erased_at) VALUES ($1, now())
     ON CONFLICT (hash) DO UPDATE SET erased_at = excluded.erased_at`,
    [hashOfEmail(email)],
  );
  await connection.query(
    `INSERT INTO audit_entry (id, action, outcome, details) VALUES ('aud_' || gen_random_uuid(), 'erase', 'done', $1)`,
    [JSON.stringify(rows)],
  );
  return { outcome: 'erased', rows, kept };
}
