import type { Pool, PoolClient } from 'pg';
import type { Connection } from '../../database/batches.js';
import type { ImportReport } from '../import-report.js';
import { runAll } from './statements.js';

/** Two imports at once would wait for each other's rows: the second waits for the first. */
const ADVISORY_LOCK = 72_707_371;

const BEGIN = [
  // What other transactions commit before the charges are locked has to be seen afterwards.
  'BEGIN ISOLATION LEVEL READ COMMITTED',
  // The gateway's limits are for requests; a large file takes as long as it takes.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  `SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`,
  // Statements over whole tables that run once: compiling them takes longer than they do.
  'SET LOCAL jit = off',
  // All rows of a cursor are wanted, not the first ones soon.
  'SET LOCAL cursor_tuple_fraction = 1',
];

/** Runs an import in one transaction on one connection, which is all that the embedded database has. */
export async function inTransaction(
  pool: Pool,
  work: (connection: Connection) => Promise<ImportReport>,
): Promise<ImportReport> {
  const client = await pool.connect();
  client.on('error', ignore);
  try {
    await runAll(client, BEGIN);
    const report = await work(client);
    await client.query(report.outcome === 'imported' ? 'COMMIT' : 'ROLLBACK');
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

/** A connection that breaks while it is in use fails its query; the event besides would end the process. */
const ignore = () => {};

function release(client: PoolClient, isUsable = true): void {
  client.off('error', ignore);
  client.release(!isUsable);
}
