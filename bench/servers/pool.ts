import pg from 'pg';

/** The driver's default, which every measured server uses. */
const POOL_SIZE = 10;

const { INT8, TIMESTAMPTZ } = pg.types.builtins;
// Amounts are safe integers and times stay texts, so neither a BigInt nor a Date is created.
pg.types.setTypeParser(INT8, Number);
pg.types.setTypeParser(TIMESTAMPTZ, isoTime);

/** A pool of connections to this server's database. */
export const pool = new pg.Pool({ connectionString: setting('DATABASE_URL'), max: POOL_SIZE });

/** Rows as arrays, from a statement that each connection prepares once. */
export async function rowsOf(name: string, text: string, values: unknown[]): Promise<unknown[][]> {
  const { rows } = await pool.query<unknown[]>({ name, text, values, rowMode: 'array' });
  return rows;
}

export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Converts `2026-01-15 10:00:00.5+00`, the text of a session in UTC, to ISO 8601 with milliseconds. */
function isoTime(text: string): string {
  const fraction = text.slice(20, -3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text[19] === '.' ? fraction : '000'}Z`;
}
