import type { Pool, PoolClient } from 'pg';
import type { Connection } from '../database/batches.js';
import { setPatience } from '../database/pipeline/watched-client.js';

/** The import's lock: an import that has read the addresses would write them again. */
export const IMPORT_LOCK = 72_707_371;

const BEGIN = [
  'BEGIN ISOLATION LEVEL READ COMMITTED',
  // Looking through a large ledger may take longer than a request.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  'SET LOCAL lock_timeout = 0',
  `SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`,
  'SET LOCAL lock_timeout TO DEFAULT',
  // Lets the triggers pass that keep events and approvals as they are.
  "SET LOCAL refund_gateway.erasing = 'on'",
];

/**
 * Does work on one connection, which may take any time. The embedded database has no other.
 *
 * @param isReusable whether others may have the connection afterwards
 */
export async function onConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  client.on('error', ignore);
  let isUsable = true;
  try {
    setPatience(client, true);
    return await work(client);
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

/** Does work in a transaction that may erase. No import runs meanwhile. An error leaves the transaction open. */
export async function inErasure<T>(
  connection: Connection,
  work: () => Promise<{ readonly result: T; readonly commits: boolean }>,
): Promise<T> {
  for (const statement of BEGIN) await connection.query(statement);
  const { result, commits } = await work();
  await connection.query(commits ? 'COMMIT' : 'ROLLBACK');
  return result;
}
