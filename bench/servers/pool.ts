import pg from 'pg';
import { PipelinedClients } from './pipelined-clients.js';

const { INT8, TIMESTAMPTZ } = pg.types.builtins;
// Amounts are safe integers and times stay texts, so neither a BigInt nor a Date is created.
pg.types.setTypeParser(INT8, Number);
pg.types.setTypeParser(TIMESTAMPTZ, isoTime);

/** The number of connections that was found best for this server (contestants.ts). */
export const connections = Number(setting('CONNECTIONS'));

/** A pool of connections to this server's database. */
export const pool = new pg.Pool({ connectionString: setting('DATABASE_URL'), max: connections });

/** Pipelined connections take the pool's place in the server that is started with them. */
const pipelined = process.env['PIPELINED']
  ? new PipelinedClients(setting('DATABASE_URL'), connections)
  : undefined;

/** Rows as arrays, from a statement that each connection prepares once. */
export async function rowsOf(name: string, text: string, values: unknown[]): Promise<unknown[][]> {
  const config = { name, text, values, rowMode: 'array' } as const;
  const { rows } = await (pipelined?.query(config) ?? pool.query<unknown[]>(config));
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
