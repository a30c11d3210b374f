import type pg from 'pg';
import { createClient, type LedgerClient } from './client.js';
import { openEmbedded } from './embedded.js';
import { EventSignal } from './event-signal.js';
import { openPostgresql } from './postgresql.js';
import { queryRows, type Sql } from './sql.js';

/** PGlite has no autovacuum: a page took five times as long after some thousand updates. */
const VACUUM_INTERVAL_MS = 10 * 60_000;

/** The ledger's database, wherever it runs. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql';
  readonly pool: pg.Pool;
  readonly prisma: LedgerClient;
  /** Wakes those who follow the events. */
  readonly signal: EventSignal;
  /** Runs one statement outside any transaction; each row is its values in the order of the select list. */
  query(statement: Sql): Promise<unknown[][]>;
  close(): Promise<void>;
}

/** Where the ledger is: a PostgreSQL server, or a directory of the embedded database. */
export type DatabaseLocation = { readonly url: string } | { readonly directory: string };

/**
 * Opens the database; its schema is not looked at, which is `ensureSchema`'s.
 *
 * @throws OperatorError where it cannot be reached, opened, or is open elsewhere
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  if ('url' in location) {
    const pool = await openPostgresql(location.url);
    const signal = new EventSignal();
    await signal.listen({ connectionString: location.url });
    return describe('postgresql', pool, signal, () => pool.end());
  }
  const signal = new EventSignal();
  const { pool, close } = await openEmbedded(location.directory, (client) => signal.listenOn(client));
  const vacuum = setInterval(() => void pool.query('VACUUM ANALYZE').catch(() => {}), VACUUM_INTERVAL_MS);
  vacuum.unref();
  return describe('embedded', pool, signal, () => {
    clearInterval(vacuum);
    return close();
  });
}

/** A database over a pool that is open already. */
export function describe(
  kind: Database['kind'],
  pool: pg.Pool,
  signal: EventSignal,
  closePool: () => Promise<void>,
): Database {
  const prisma = createClient(pool);
  return {
    kind,
    pool,
    prisma,
    signal,
    query: (statement) => queryRows(pool, statement),
    close: async () => {
      await signal.close();
      await prisma.$disconnect();
      await closePool();
    },
  };
}
