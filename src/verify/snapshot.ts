import type { Pool } from 'pg';
import type { Connection } from '../database/batches.js';

const BEGIN = [
  'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  // The gateway's limits are for requests; a large ledger takes as long as it takes.
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
  // Statements over whole tables that run once: compiling them takes longer than they do.
  'SET LOCAL jit = off',
  // All rows of a cursor are wanted, not the first ones soon.
  'SET LOCAL cursor_tuple_fraction = 1',
];

/** Reads on one connection, all of one moment; nothing can be written, and nobody is held up. */
export async function inSnapshot<T>(pool: Pool, read: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks while it is in use fails its query; the event besides would end the process.
  const ignore = () => {};
  client.on('error', ignore);
  try {
    for (const statement of BEGIN) await client.query(statement);
    return await read(client);
  } finally {
    const usable = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.off('error', ignore);
    client.release(!usable);
  }
}
