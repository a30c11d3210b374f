import type pg from 'pg';

/** What is no data of the ledger. */
const NOT_SEARCHED = '_prisma_migrations';

/**
 * Where a text stands in the whole database, in any case, as `table.column`. Every column of every table is searched, so
 * that a new one cannot be forgotten.
 */
export async function placesOf(pool: pg.Pool, text: string): Promise<string[]> {
  const { rows: columns } = await pool.query<{ table: string; column: string }>(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND table_name <> $1
     ORDER BY 1, 2`,
    [NOT_SEARCHED],
  );
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await pool.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM "${table}" WHERE strpos(lower("${column}"::text), lower($1)) > 0) AS found`,
      [text],
    );
    if (rows[0]?.found) found.push(`${table}.${column}`);
  }
  return found;
}
