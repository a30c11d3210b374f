import type { PoolClient, QueryResultRow } from 'pg';

/** One connection, for the statements of one transaction. */
export type Connection = Pick<PoolClient, 'query'>;

/** Rows in one batch: few enough to hold in memory, enough to be worth the round trip. */
const BATCH_ROWS = 1000;

/**
 * Yields the rows of a query in batches, by a cursor. Rows that are written meanwhile do not show in it. The database
 * reads a batch while the one before is worked on.
 */
export async function* inBatches<Row extends QueryResultRow>(
  connection: Connection,
  cursor: string,
  query: string,
): AsyncGenerator<readonly Row[]> {
  await connection.query(`DECLARE ${cursor} INSENSITIVE CURSOR FOR ${query}`);
  const fetch = () => connection.query<Row>(`FETCH ${BATCH_ROWS} FROM ${cursor}`);
  for (let next = fetch(); ; ) {
    const { rows } = await next;
    if (rows.length === 0) break;
    next = fetch();
    // The work on this batch may fail first.
    next.catch(() => {});
    yield rows;
  }
  await connection.query(`CLOSE ${cursor}`);
}

/** Work on one connection, a piece after the other, while the caller makes the next piece. */
export class Ahead {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Starts a piece of work once the one before has ended, and does not wait for its own end.
   *
   * @throws what the work before threw
   */
  async start(work: () => Promise<unknown>): Promise<void> {
    await this.#last;
    this.#last = work();
    // It may fail while the next piece is made.
    this.#last.catch(() => {});
  }

  /** Waits for the last piece. */
  async end(): Promise<void> {
    await this.#last;
  }
}
