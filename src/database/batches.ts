import type { PoolClient, QueryResultRow } from 'pg';

/** One connection, for what is done in one transaction. */
export type Connection = Pick<PoolClient, 'query'>;

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
