import pg from 'pg';
import { startPostgresqlCluster } from './postgresql-cluster.js';
import { packagedPrograms } from './postgresql-programs.js';

const DEFAULT_URL = 'postgresql://postgres@127.0.0.1:5432/postgres';
/** A server that answers does so within milliseconds, or within seconds where all cores are busy. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** A server that ends with the run needs no durability, but connections for all test files at once. */
const OWN_SERVER = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/** A PostgreSQL server that can be reached. */
export interface PostgresqlServer {
  readonly url: string;
  /** Ends what was started for the run. */
  close(): Promise<void>;
}

/**
 * The server of TEST_DATABASE_URL. Without that setting, the one at the usual address, so that the oldest supported
 * version is tested where it is installed. If none answers there, one of the run's own, so that no test is left out.
 *
 * @throws where TEST_DATABASE_URL is set and no server answers
 */
export async function findServer(): Promise<PostgresqlServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const url = given ?? DEFAULT_URL;
  const failure = await failureToConnect(url);
  if (failure === null) return { url, close: async () => {} };
  if (given !== undefined)
    throw new Error(`No PostgreSQL server answers at TEST_DATABASE_URL: ${failure.message || failure}`);
  const cluster = await startPostgresqlCluster(OWN_SERVER, packagedPrograms);
  console.info(`No PostgreSQL server answers at ${DEFAULT_URL}: the tests use one of their own`);
  return { url: cluster.url('postgres'), close: () => cluster.remove() };
}

async function failureToConnect(url: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS });
  return client.connect().then(
    () => client.end().then(() => null),
    (error: Error) => error,
  );
}
