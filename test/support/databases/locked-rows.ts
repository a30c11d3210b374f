import type { PoolClient } from 'pg';

/** The ids of the rows of a table that the transaction of a connection has locked and not changed. */
export async function lockedRows(client: PoolClient, table: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM ${table} WHERE xmax = pg_current_xact_id()::xid ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}
