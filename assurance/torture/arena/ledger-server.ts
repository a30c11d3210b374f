import pg from 'pg';
import { migrate } from '../../../src/database/migrations/migrator.js';
import {
  type PostgresqlCluster,
  startPostgresqlCluster,
} from '../../../test/support/databases/postgresql-cluster.js';
import { createDatabase } from '../../../test/support/databases/server-database.js';
import { SWITCHES } from './switches.js';
import type { Target } from './tcp-proxy.js';

/** The application name of the run's own connections, which the run never ends. */
export const OWN_NAME = 'refund_gateway_torture';

/**
 * `fsync` is off because processes crash but the machine does not: the log is in the system's memory before a commit
 * is answered. Deadlocks are detected fast, so that there can be many.
 */
const CLUSTER_SETTINGS = {
  fsync: 'off',
  max_connections: '60',
  shared_buffers: '256MB',
  deadlock_timeout: '100ms',
};
/** Enough for the audits and faults that run at the same time. */
const OWN_CONNECTIONS = 6;

/** The database of a run, with the switches for its faults. The gateways reach it only through the proxies. */
export interface LedgerServer {
  readonly target: Target;
  /** Null if the server does not belong to the run. Such a server is never stopped. */
  readonly cluster: PostgresqlCluster | null;
  /** Direct connections to the database, without a proxy. */
  readonly own: pg.Pool;
  /** The URL of the database through a proxy. */
  urlThrough(port: number): string;
  close(): Promise<void>;
}

/** Creates a cluster for the run, or a database on the server at `url`. Adds the schema and the switches. */
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
  // The connections of this pool die when the server restarts.
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
