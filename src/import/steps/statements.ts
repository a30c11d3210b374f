import type { Connection } from '../../database/batches.js';
import type { LedgerKind } from './ledger-kinds.js';

/** The temporary table for the file's objects of a kind. */
export const stageOf = ({ object }: Pick<LedgerKind, 'object'>): string => `import_${object}`;

/** Columns with an alias, for a select list or a comparison of rows. */
export const columnsOf = (columns: readonly string[], alias: string): string =>
  columns.map((column) => `${alias}.${column}`).join(', ');

/** Runs statements in their order and ignores their results. */
export async function runAll(connection: Connection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connection.query(statement);
}

/** Runs a statement that returns one column `count`. */
export async function count(
  connection: Connection,
  statement: string,
  values: unknown[] = [],
): Promise<number> {
  const { rows } = await connection.query<{ count: string }>(statement, values);
  return Number(rows[0]?.count ?? 0);
}
