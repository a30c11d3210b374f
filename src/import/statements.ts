import type { PoolClient, QueryResultRow } from 'pg';
import type { Kind } from './kind.js';

/** The one connection that an import uses: all that it does is one transaction. */
export type Connection = Pick<PoolClient, 'query'>;

/** The temporary table that holds a kind's objects of the file until they are checked. */
export const stageOf = ({ object }: Pick<Kind, 'object'>): string => `import_${object}`;

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

/** Rows that are worked on at once: few enough to hold, enough to be worth the round trip. */
const BATCH_ROWS = 1000;

/** The rows of a query a batch at a time, by a cursor: what is written meanwhile does not show in it. */
export async function* inBatches<Row extends QueryResultRow>(
  connection: Connection,
  cursor: string,
  query: string,
): AsyncGenerator<readonly Row[]> {
  await connection.query(`DECLARE ${cursor} INSENSITIVE CURSOR FOR ${query}`);
  for (;;) {
    const { rows } = await connection.query<Row>(`FETCH ${BATCH_ROWS} FROM ${cursor}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await connection.query(`CLOSE ${cursor}`);
}
