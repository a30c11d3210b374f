import type { Connection } from '../../database/batches.js';
import type { LedgerKind } from './ledger-kinds.js';

/** The temporary table that holds a kind's objects of the file until they are checked. */
export const stageOf = ({ object }: Pick<LedgerKind, 'object'>): string => `import_${object}`;

/** The columns of a row under an alias, for a select list or a comparison of rows. */
export const columnsOf = (columns: readonly string[], alias: string): string =>
  columns.map((column) => `${alias}.${column}`).join(', ');

/** Runs statements that answer nothing, in their order. */
export async function runAll(connection: Connection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await connection.query(statement);
}

/** A number that a statement answers. */
export async function count(
  connection: Connection,
  statement: string,
  values: unknown[] = [],
): Promise<number> {
  const { rows } = await connection.query<{ count: string }>(statement, values);
  return Number(rows[0]?.count ?? 0);
}
