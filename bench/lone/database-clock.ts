import type { PostgresqlCluster } from '../../test/support/databases/postgresql-cluster.js';
import { nameOf, select } from '../cluster/database.js';

/** Makes PostgreSQL take the time of writing and flushing its log. This costs two looks at the clock per commit. */
export const flushesTimed = { track_wal_io_timing: 'on' };

/**
 * A busy session reports what it did once in a second, and one that becomes idle after ten. A shorter wait would lose a
 * part of a round, or count a warm-up in it.
 */
export const REPORTS_MS = 10_500;

/** What PostgreSQL has counted since its start. */
export interface DatabaseClock {
  /** Microseconds in which sessions of the ledger ran statements, from their arrival to the answer, with their commits. */
  readonly busyUs: number;
  /** Microseconds in which the whole server wrote its log and flushed it to the disk. */
  readonly flushUs: number;
  readonly flushes: number;
}

/** What the sessions have reported about a ledger. It takes nothing from the ledger's own sessions. */
export async function readClock(cluster: PostgresqlCluster, ledger: string): Promise<DatabaseClock> {
  const [row] = await select<DatabaseClock>(
    cluster.url('postgres'),
    `SELECT active_time * 1000 AS "busyUs", (wal_write_time + wal_sync_time) * 1000 AS "flushUs",
       wal_sync::float AS flushes
     FROM pg_stat_database, pg_stat_wal WHERE datname = $1`,
    [nameOf(ledger)],
  );
  if (!row) throw new Error(`PostgreSQL has no statistics of ${nameOf(ledger)}`);
  return row;
}
