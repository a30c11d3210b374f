import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inBench } from '../paths.js';

/** Runs one or several statements on a new connection. */
export async function run(url: string, text: string): Promise<void> {
  await withClient(url, (client) => client.query(text));
}

/** The rows of a statement. */
export const select = <Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => withClient(url, async (client) => (await client.query<Row>(text, values)).rows);

/** Runs a file of this directory, after the statements of `before`. The file tells its progress by notices. */
export const runFile = async (
  url: string,
  file: string,
  before = '',
  progress: (text: string) => void = () => {},
): Promise<void> => {
  const text = before + (await readFile(inBench('cluster', file), 'utf8'));
  await withClient(url, (client) => {
    client.on('notice', ({ message }) => progress(message ?? ''));
    return client.query(text);
  });
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Does the work of autovacuum and the checkpointer now, so that every round starts alike. */
export async function settle(url: string): Promise<void> {
  await run(url, 'VACUUM (ANALYZE)');
  await run(url, 'CHECKPOINT');
}

/** @throws Error naming the promises that the ledger's rows break */
export async function checkLedger(url: string): Promise<void> {
  const check = await readFile(inBench('cluster/check.sql'), 'utf8');
  const rows = await select<{ promise: string; broken: string }>(url, check);
  const broken = rows.filter((row) => row.broken !== '0');
  if (broken.length > 0)
    throw new Error(
      `${nameOf(url)}: ${broken.map((row) => `"${row.promise}" is broken by ${row.broken} rows`).join('; ')}`,
    );
}

export const countRefunds = async (url: string): Promise<number> =>
  (await select<{ refunds: number }>(url, 'SELECT count(*)::int AS refunds FROM refund'))[0]?.refunds ?? 0;

/** The name of the database that a URL leads to. */
export const nameOf = (url: string): string => new URL(url).pathname.slice(1);
