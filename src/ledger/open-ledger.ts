import type pg from 'pg';
import { holdsCluster, openEmbedded } from '../database/embedded/open-embedded.js';
import { EventSignal } from '../database/event-signal.js';
import { failureOf } from '../database/failure.js';
import { limitReads } from '../database/limited-reads.js';
import type { PipelinedConnections } from '../database/pipeline/pipelined-connections.js';
import { openPostgresql } from '../database/postgresql.js';
import { OutcomeUnknownError, retry } from '../database/retry.js';
import type { Query, Statement } from '../database/sql.js';
import { runOnPool } from '../database/statement-query.js';
import { createClient, type LedgerClient, type Transaction } from './client.js';

/** PGlite has no autovacuum, and a page took five times as long after some thousand updates. */
const VACUUM_INTERVAL_MS = 10 * 60_000;

/** The ledger's database, embedded or on a server. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql';
  readonly pool: pg.Pool;
  readonly prisma: LedgerClient;
  /** Wakes the reader of events, which serves all followers. */
  readonly signal: EventSignal;
  /** Runs a statement that reads. */
  readonly query: Query;
  /**
   * Runs a statement that writes and does no harm when it is done twice. It is retried when the connection broke and
   * its outcome is unknown. `onDoubt` is called when that happens.
   */
  write(statement: Statement, onDoubt?: () => void): Promise<unknown[][]>;
  /** Runs `work` in a transaction, again after a conflict with another one. So `work` must do nothing but use `tx`. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The location of the ledger: a PostgreSQL server, or a directory of the embedded database. */
export type DatabaseLocation = { readonly url: string } | { readonly directory: string };

/**
 * Opens the database. `ensureSchema` looks at its schema.
 *
 * @throws OperatorError when it cannot be reached or opened, or is open in another process
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const signal = new EventSignal();
  if ('url' in location) {
    const { pool, pipelined } = await openPostgresql(location.url);
    await signal.connect(location.url);
    return databaseOver({ kind: 'postgresql', pool, pipelined, signal }, async () => {
      await pipelined.close();
      await pool.end();
    });
  }
  const { pool, close } = await openEmbedded(location.directory, (client) => signal.listenOn(client));
  const stopVacuuming = vacuumRegularly(pool);
  return databaseOver({ kind: 'embedded', pool, signal }, () => {
    stopVacuuming();
    return close();
  });
}

/** What is about to be opened, for the log. Creating an embedded database takes some seconds. */
export function describeLocation(location: DatabaseLocation): string {
  if ('url' in location) return 'Opening the PostgreSQL database of DATABASE_URL';
  return holdsCluster(location.directory)
    ? `Opening the embedded database in ${location.directory}`
    : `Creating an embedded database in ${location.directory}, which takes some seconds`;
}

/** Vacuums and analyzes until it is stopped. If it fails once, the next time comes. */
export function vacuumRegularly(pool: Pick<pg.Pool, 'query'>): () => void {
  const timer = setInterval(() => void pool.query('VACUUM ANALYZE').catch(() => {}), VACUUM_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

interface Connections extends Pick<Database, 'kind' | 'pool' | 'signal'> {
  /** For single statements that read, unless they are planned for their values. The embedded database has none. */
  readonly pipelined?: PipelinedConnections;
}

/** A database over connections that are open already. */
export function databaseOver(
  { kind, pool, pipelined, signal }: Connections,
  closeConnections: () => Promise<void>,
): Database {
  const onPool: Query = (statement) => runOnPool(pool, statement);
  const read = pipelined ? readsBeside(pipelined, limitReads(onPool)) : onPool;
  const query: Query = (statement, reader) => retry(() => read(statement, reader), 'leftNothing');
  const prisma = createClient(pool);
  return {
    kind,
    pool,
    prisma,
    signal,
    query,
    write: (statement, onDoubt) => retry(() => onPool(statement), 'mayHaveWritten', onDoubt),
    transaction: (work) => retry(() => transact(prisma, work), 'leftNothing'),
    close: async () => {
      await signal.close();
      await prisma.$disconnect();
      await closeConnections();
    },
  };
}

const readsBeside =
  (pipelined: PipelinedConnections, onPool: Query): Query =>
  (statement, reader) =>
    statement.plan === 'anew' ? onPool(statement, reader) : pipelined.query(statement);

/** A connection that breaks before the commit leaves nothing behind. If it breaks during the commit, nobody knows. */
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
