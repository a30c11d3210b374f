import type { PoolClient, QueryResultRow } from 'pg';

/** One connection, for the statements of one transaction. */
export type Connection = Pick<PoolClient, 'query'>;

/** Rows in one batch: few enough to hold in memory, enough to be worth the round trip. */
const BATCH_ROWS = 1000;

/** Yields the rows of a query in batches, by a cursor. Rows that are written meanwhile do not show in it. */
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
