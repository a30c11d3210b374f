import type { Pool } from 'pg';
import type { Connection } from '../database/batches.js';
import { setPatience } from '../database/pipeline/watched-client.js';

const BEGIN = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  // The gateway's timeouts are for requests. Verifying a large ledger may take longer.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  // Each statement runs once; compiling it would take longer than running it.
  'SET LOCAL jit = off',
  // Plan cursors for all rows instead of for the first ones.
  'SET LOCAL cursor_tuple_fraction = 1',
];

/** Runs `read` on one connection, on a single snapshot. The transaction cannot write, and it blocks no writer. */
export async function inSnapshot<T>(pool: Pool, read: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks in use also emits an event, which would end the process. Its query fails anyway.
  const ignore = () => {};
  client.on('error', ignore);
  try {
    setPatience(client, true);
    for (const statement of BEGIN) await client.query(statement);
    return await read(client);
  } finally {
    const usable = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.off('error', ignore);
    setPatience(client, false);
    client.release(!usable);
  }
}
