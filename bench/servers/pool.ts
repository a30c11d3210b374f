import pg from 'pg';

/** As many as the driver's own default, and as every server here has. */
const POOL_SIZE = 10;

const { INT8, TIMESTAMPTZ } = pg.types.builtins;
// Amounts are safe integers, and a time is passed on as text: neither a BigInt nor a Date is made of them.
pg.types.setTypeParser(INT8, Number);
pg.types.setTypeParser(TIMESTAMPTZ, isoTime);

/** The database that this server was given. */
export const pool = new pg.Pool({ connectionString: setting('DATABASE_URL'), max: POOL_SIZE });

/** Rows as arrays, by a statement that each connection prepares once. */
export async function rowsOf(name: string, text: string, values: unknown[]): Promise<unknown[][]> {
  const { rows } = await pool.query<unknown[]>({ name, text, values, rowMode: 'array' });
  return rows;
}

export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** `2026-01-15 10:00:00.5+00`, as a session in UTC gives it, as ISO 8601 with milliseconds. */
function isoTime(text: string): string {
  const fraction = text.slice(20, -3).padEnd(3, '0');
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text[19] === '.' ? fraction : '000'}Z`;
}
