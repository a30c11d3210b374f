import type pg from 'pg';
import { openEmbedded } from '../database/embedded/open-embedded.js';
import { EventSignal } from '../database/event-signal.js';
import { failureOf } from '../database/failure.js';
import type { Lanes } from '../database/pipeline/pipeline.js';
import { openPostgresql } from '../database/postgresql.js';
import { OutcomeUnknownError, retry } from '../database/retry.js';
import { type Query, statementConfig } from '../database/sql.js';
import { createClient, type LedgerClient, type Transaction } from './client.js';

/** PGlite has no autovacuum: a page took five times as long after some thousand updates. */
const VACUUM_INTERVAL_MS = 10 * 60_000;

/** The ledger's database, wherever it runs. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql';
  readonly pool: pg.Pool;
  readonly prisma: LedgerClient;
  /** Wakes those who follow the events. */
  readonly signal: EventSignal;
  /** Runs a statement that reads. */
  readonly query: Query;
  /**
   * Runs a statement that writes and that does no harm when it is done twice: it is tried again where the connection
   * broke and nobody knows whether it was done.
   */
  readonly write: Query;
  /** Runs `work` in a transaction, anew where another was in its way; so `work` does nothing but ask `tx`. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
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
  const signal = new EventSignal();
  if ('url' in location) {
    const { pool, lanes } = await openPostgresql(location.url);
    await signal.connect(location.url);
    return databaseOver({ kind: 'postgresql', pool, lanes, signal }, async () => {
      await lanes.close();
      await pool.end();
    });
  }
  const { pool, close } = await openEmbedded(location.directory, (client) => signal.listenOn(client));
  const vacuum = setInterval(() => void pool.query('VACUUM ANALYZE').catch(() => {}), VACUUM_INTERVAL_MS);
  vacuum.unref();
  return databaseOver({ kind: 'embedded', pool, signal }, () => {
    clearInterval(vacuum);
    return close();
  });
}

interface Connections extends Pick<Database, 'kind' | 'pool' | 'signal'> {
  /** Where single statements that read go, but those that are planned for their values; else to the pool. */
  readonly lanes?: Lanes;
}

/** A database over connections that are open already. */
export function databaseOver(
  { kind, pool, lanes, signal }: Connections,
  closeConnections: () => Promise<void>,
): Database {
  const onPool: Query = async (statement) => (await pool.query<unknown[]>(statementConfig(statement))).rows;
  const onLanes: Query = (statement) =>
    lanes && statement.plan !== 'anew' ? lanes.query(statement) : onPool(statement);
  const query: Query = (statement) => retry(() => onLanes(statement), 'leftNothing');
  const prisma = createClient(pool, query);
  return {
    kind,
    pool,
    prisma,
    signal,
    query,
    write: (statement) => retry(() => onPool(statement), 'mayHaveWritten'),
    transaction: (work) => retry(() => transact(prisma, work), 'leftNothing'),
    close: async () => {
      await signal.close();
      await prisma.$disconnect();
      await closeConnections();
    },
  };
}

/** A connection that breaks before the commit has left nothing behind; one that breaks during it may have. */
async function transact<T>(prisma: LedgerClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  let committing = false;
  try {
    return await prisma.$transaction(async (tx) => {
      const result = await work(tx);
      committing = true;
      return result;
    });
  } catch (error) {
    if (committing && failureOf(error) === 'lost')
      throw new OutcomeUnknownError('The connection to the database broke while it committed', {
        cause: error,
      });
    throw error;
  }
}
