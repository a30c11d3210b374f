import type { Pool, PoolClient } from 'pg';
import { CREATE_TABLES, DROP_TABLES } from '../../../src/erasure/retention/tables.js';

/** The notes of a run of retention, on a connection that only the test uses. */
export interface Notes {
  readonly client: PoolClient;
  /** Notes rows by hand. */
  note(table: string, rows: readonly object[]): Promise<void>;
  /** One column of a table of notes, in order. */
  noted(table: string, column?: string): Promise<readonly unknown[]>;
}

/** Does work with empty notes. They are in temporary tables, so nothing of them is left afterwards. */
export async function withNotes<T>(pool: Pool, work: (notes: Notes) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    for (const statement of CREATE_TABLES) await client.query(statement);
    return await work({
      client,
      note: async (table, rows) => {
        await client.query(
          `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`,
          [JSON.stringify(rows)],
        );
      },
      noted: async (table, column = 'id') => {
        const { rows } = await client.query<{ value: unknown }>(
          `SELECT ${column} AS value FROM ${table} ORDER BY 1`,
        );
        return rows.map(({ value }) => value);
      },
    });
  } finally {
    await client.query('ROLLBACK');
    await client.query(DROP_TABLES);
    client.release();
  }
}
