import pg from 'pg';
import { OperatorError } from '../operator-error.js';

/** Two cores serve about this many at once; a request that waits for a connection waits in memory, cheaply. */
const POOL_SIZE = 10;
/** A pool waits for ever unless told: longer than a restart of a local server, shorter than a caller's patience. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** No statement of the gateway takes a hundredth of this on a healthy server. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** A transaction that is left open holds its charge's lock. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

/**
 * A pool of connections to the PostgreSQL server at `url`, tried once.
 *
 * @throws OperatorError DATABASE_UNREACHABLE, which names the host and the reason, never the password
 */
export async function openPostgresql(url: string): Promise<pg.Pool> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    // UTC on every connection: Prisma's adapter takes the offset of a timestamptz for UTC.
    options: `-c TimeZone=UTC -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
  });
  // An idle connection that dies is replaced by the next request; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await pool.query('SELECT 1');
    return pool;
  } catch (error) {
    await pool.end();
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new OperatorError(
      'DATABASE_UNREACHABLE',
      `The database at ${withoutCredentials(url)} cannot be reached: ${reason}. Check DATABASE_URL and that the server runs.`,
      { cause: error },
    );
  }
}

function withoutCredentials(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
