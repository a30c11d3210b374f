import pg from 'pg';
import { migrate } from '../../../src/database/migrations/migrator.js';
import {
  type PostgresqlCluster,
  startPostgresqlCluster,
} from '../../../test/support/databases/postgresql-cluster.js';
import { createDatabase } from '../../../test/support/databases/server-database.js';
import { SWITCHES } from './switches.js';
import type { Target } from './tcp-proxy.js';

/** By which the run knows its own connections, which it never ends. */
export const OWN_NAME = 'refund_gateway_torture';

/**
 * No `fsync`: the processes crash, the machine does not. The log stands in the system's memory before a commit is
 * answered. Deadlocks are found fast, so that there are many.
 */
const CLUSTER_SETTINGS = {
  fsync: 'off',
  max_connections: '60',
  shared_buffers: '256MB',
  deadlock_timeout: '100ms',
};
/** As many as audits and faults use at once. */
const OWN_CONNECTIONS = 6;

/** The database of a run, with the switches of its faults; everything about it that the gateways do not see. */
export interface LedgerServer {
  readonly target: Target;
  /** Null where the server is not the run's own: it is never stopped then. */
  readonly cluster: PostgresqlCluster | null;
  /** Straight to the database, past the proxies. */
  readonly own: pg.Pool;
  /** The database's URL by way of a proxy. */
  urlThrough(port: number): string;
  close(): Promise<void>;
}

/** Makes a cluster of the run's own, or a database on the server at `url`; migrated, with the switches. */
export async function openLedgerServer(url: string | null): Promise<LedgerServer> {
  const cluster = url === null ? await startPostgresqlCluster(CLUSTER_SETTINGS) : null;
  const serverUrl = url ?? (cluster as PostgresqlCluster).url('postgres');
  const { url: location, drop } = await createDatabase(serverUrl, 'torture');
  const own = new pg.Pool({
    connectionString: location,
    application_name: OWN_NAME,
    max: OWN_CONNECTIONS,
    connectionTimeoutMillis: 5_000,
  });
  // Its connections die with the server's restarts.
  own.on('error', () => {});
  await migrate(own);
  await own.query(SWITCHES);
  const { hostname, port } = new URL(location);
  return {
    target: { host: hostname, port: Number(port || 5432) },
    cluster,
    own,
    urlThrough(proxyPort) {
      const through = new URL(location);
      through.hostname = '127.0.0.1';
      through.port = String(proxyPort);
      return through.href;
    },
    async close() {
      await own.end();
      if (cluster) await cluster.remove();
      else await drop();
    },
  };
}
