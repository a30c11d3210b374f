import type { Connection } from '../../../src/database/batches.js';

/**
 * Deletes all rows except the history of migrations, whatever triggers say, and starts the sequences again. TRUNCATE would
 * create each table and index anew as a file.
 */
export async function emptyTables(client: Connection): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  await client.query('SET session_replication_role = replica');
  const filled: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await client.query(`DELETE FROM ${name}`);
    if (rowCount) filled.push(name);
  }
  await client.query('RESET session_replication_role');
  await client.query(`SELECT setval(seqrelid, seqstart, false) FROM pg_sequence`);
  // Else the planner would count the pages of the deleted rows.
  if (filled.length > 0) await client.query(`VACUUM ${filled.join(', ')}`);
}
