import type pg from 'pg';
import { sql } from '../../src/database/sql.js';
import { asking } from './checks/audit.js';

/** Today in UTC by the clock of the run's database, which decides in which day a refund counts. */
export async function readDay(own: pg.Pool): Promise<string> {
  const [row] = await asking(own).query(
    sql`SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  );
  return `${row?.[0]}`;
}
