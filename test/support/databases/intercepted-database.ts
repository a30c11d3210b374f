import type pg from 'pg';
import { type Database, databaseOver } from '../../../src/ledger/open-ledger.js';

/** Sends the statement, and resolves to its answer. */
export type Ask = () => Promise<unknown>;

/** What happens to a statement. Without a stop or a fault, it is asked for. */
export type Intercept = (text: string, ask: Ask, sent: SentBy) => Promise<unknown>;

/** How a statement is sent: by the pool, as a transaction of its own, or on a connection of a transaction. */
export type SentBy =
  | { readonly way: 'pool'; readonly pool: pg.Pool; readonly statement: object }
  | { readonly way: 'connection' };

/** The same database, whose statements pass through `intercept`: those of its pool, and those of its transactions. */
export function interceptedDatabase(
  { kind, pool, signal }: Database,
  intercept: Intercept,
  close: () => Promise<void> = async () => {},
): Database {
  const query = (statement: string | { readonly text: string }, ...values: unknown[]) =>
    intercept(textOf(statement), () => pool.query(statement as never, ...(values as [])) as never, {
      way: 'pool',
      pool,
      statement: statement as object,
    });
  const connect = async () => interceptConnection(await pool.connect(), intercept);
  return databaseOver({ kind, pool: Object.assign(Object.create(pool), { query, connect }), signal }, close);
}

/** Until the connection goes back to the pool. */
function interceptConnection(client: pg.PoolClient, intercept: Intercept): pg.PoolClient {
  const { release } = client;
  const ask = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  return Object.assign(client, {
    query: (statement: string | { readonly text: string }, ...values: unknown[]) =>
      intercept(textOf(statement), () => ask(statement, ...values), { way: 'connection' }),
    release: (error?: Error | boolean) => {
      Reflect.deleteProperty(client, 'query');
      release.call(client, error);
    },
  });
}

const textOf = (statement: string | { readonly text: string }): string =>
  typeof statement === 'string' ? statement : statement.text;
