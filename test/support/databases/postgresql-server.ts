import pg from 'pg';
import { startPostgresqlCluster } from './postgresql-cluster.js';
import { packagedPrograms } from './postgresql-programs.js';

const DEFAULT_URL = 'postgresql://postgres@127.0.0.1:5432/postgres';
/** A reachable server answers within milliseconds, or within seconds if all cores are busy. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** The server ends with the run, so it needs no durability. It needs connections for all test files at once. */
const OWN_SERVER = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
};

/** A reachable PostgreSQL server. */
export interface PostgresqlServer {
  readonly url: string;
  /** Stops the server if it was started for the run. */
  close(): Promise<void>;
}

/**
 * Finds the server of TEST_DATABASE_URL. Without that setting, tries the default address, so that an installed version
 * is tested. If no server answers there, starts one for the run, so that no test is skipped.
 *
 * @throws if TEST_DATABASE_URL is set and no server answers
 */
export async function findServer(): Promise<PostgresqlServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const url = given ?? DEFAULT_URL;
  const failure = await failureToConnect(url);
  if (failure === null) return { url, close: async () => {} };
  if (given !== undefined)
    throw new Error(`No PostgreSQL server answers at TEST_DATABASE_URL: ${failure.message || failure}`);
  const cluster = await startPostgresqlCluster(OWN_SERVER, packagedPrograms);
  console.info(`No PostgreSQL server answers at ${DEFAULT_URL}. The tests start a server of their own.`);
  return { url: cluster.url('postgres'), close: () => cluster.remove() };
}

async function failureToConnect(url: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS });
  return client.connect().then(
    () => client.end().then(() => null),
    (error: Error) => error,
  );
}
