import type { Pool, PoolClient } from 'pg';
import type { Connection } from '../../database/batches.js';
import { setPatience } from '../../database/pipeline/watched-client.js';
import type { ImportReport } from '../import-report.js';
import { runAll } from './statements.js';

/** Two imports at once could deadlock on each other's rows, so the second waits for the first. */
const ADVISORY_LOCK = 72_707_371;

const BEGIN = [
  // After the charges are locked, the import must see everything that was committed before.
  'BEGIN ISOLATION LEVEL READ COMMITTED',
  // The gateway's timeouts are for requests. Importing a large file may take longer.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  // The lock timeout would end the wait for another import. It applies again to the locks of charges.
  'SET LOCAL lock_timeout = 0',
  `SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`,
  'SET LOCAL lock_timeout TO DEFAULT',
  // Each statement runs once; compiling it would take longer than running it.
  'SET LOCAL jit = off',
  // Plan cursors for all rows instead of for the first ones.
  'SET LOCAL cursor_tuple_fraction = 1',
];

/**
 * Runs an import in one transaction, and commits only if it was imported. It uses one connection: the embedded database
 * has no other.
 *
 * @param commits whether to commit at all
 */
export async function inTransaction(
  pool: Pool,
  commits: boolean,
  work: (connection: Connection) => Promise<ImportReport>,
): Promise<ImportReport> {
  const client = await pool.connect();
  client.on('error', ignore);
  try {
    setPatience(client, true);
    await runAll(client, BEGIN);
    const report = await work(client);
    await client.query(commits && report.outcome === 'imported' ? 'COMMIT' : 'ROLLBACK');
    release(client);
    return report;
  } catch (error) {
    const isUsable = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    release(client, isUsable);
    throw error;
  }
}

/** A connection that breaks in use also emits an event, which would end the process. Its query fails anyway. */
const ignore = () => {};

function release(client: PoolClient, isUsable = true): void {
  client.off('error', ignore);
  setPatience(client, false);
  client.release(!isUsable);
}
