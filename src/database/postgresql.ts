import pg from 'pg';
import { OperatorError } from '../process/operator-error.js';
import { explanationOf } from './explain-failure.js';
import { PipelinedConnections } from './pipeline/pipelined-connections.js';
import { WatchedClient } from './pipeline/watched-client.js';
import { managePreparedStatements } from './prepared-statements.js';

/** Two cores serve about this many at once. Further requests wait for a connection in memory, which is cheap. */
export const POOL_SIZE = 10;
/**
 * Statements on pipelined connections are planned once for all values. PostgreSQL would plan a list of ids anew each
 * time, because it estimates an unknown list at ten ids. That was three quarters of a small request's time in the
 * database.
 */
const PLANNED_ONCE = '-c plan_cache_mode=force_generic_plan';
/**
 * A plan for all values has to guess how many rows they find. For the feed of events it expected a tenth of them and
 * started two workers, which took 20 to 35 ms where one process takes less than one. Reports over all rows, which gain
 * from workers, do not run on pipelined connections.
 */
const WITHOUT_WORKERS = '-c max_parallel_workers_per_gather=0';
/**
 * Every statement on a pipelined connection looks up few rows, and has an index for them. PostgreSQL takes reading a small
 * table once for cheaper than some look-ups, keeps that plan while the table grows, and chooses by statistics that may be
 * old. So one refund by its id read all of 2,000 payment intents. Without other ways there is nothing to choose, and each
 * statement has one plan at every size. A table that can only be read whole gets so high a cost by these settings that
 * PostgreSQL would compile the statement, which `jit` prevents.
 */
const BY_INDEX_ONLY = [
  'enable_seqscan',
  'enable_bitmapscan',
  'enable_hashjoin',
  'enable_mergejoin',
  'enable_memoize',
  'jit',
]
  .map((name) => `-c ${name}=off`)
  .join(' ');
/** Longer than a restart of a local server, shorter than a caller's patience. A pool waits for ever by default. */
const CONNECTION_TIMEOUT_MS = 5_000;
/** No statement of the gateway takes a hundredth of this on a healthy server. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** No lock is held for longer than a few statements, so a wait of this length means a failure. */
const LOCK_TIMEOUT_MS = 5_000;
/** A transaction that is left open keeps its charge locked. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;

/** The connections of a gateway process to its server. */
export interface Postgresql {
  /** For transactions and for every statement that may wait for a lock. */
  readonly pool: pg.Pool;
  /** For single statements that only read. */
  readonly pipelined: PipelinedConnections;
}

/**
 * Opens the connections to the PostgreSQL server at `url` and tries one.
 *
 * @throws OperatorError DATABASE_UNREACHABLE; the message names the host and the reason, never the password
 */
export async function openPostgresql(url: string): Promise<Postgresql> {
  const config = {
    connectionString: withOptions(url),
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
  };
  const pool = new pg.Pool({
    ...config,
    max: POOL_SIZE,
    Client: WatchedClient,
    onConnect: (client) => managePreparedStatements(client),
  } as pg.PoolConfig);
  // An idle connection that dies is replaced by the next request; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await pool.query('SELECT 1');
    const pipelined = new PipelinedConnections({
      ...config,
      connectionString: withOptions(url, PLANNED_ONCE, WITHOUT_WORKERS, BY_INDEX_ONLY),
    });
    return { pool, pipelined };
  } catch (error) {
    await pool.end();
    const { message, advice } = explanationOf(error) ?? {
      message: error instanceof Error ? error.message : String(error),
      advice: 'Check DATABASE_URL and that the server runs',
    };
    throw new OperatorError(
      'DATABASE_UNREACHABLE',
      `The database at ${withoutCredentials(url)} cannot be reached: ${message}. ${advice}.`,
      { cause: error },
    );
  }
}

/**
 * The driver lets the URL's own `options` replace all others, so ours are put into the URL. The last setting wins: a
 * URL may set other timeouts, but no other time zone, because Prisma's adapter reads every timestamptz as UTC.
 */
function withOptions(given: string, ...more: readonly string[]): string {
  const url = new URL(given);
  const options = [
    `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    `-c lock_timeout=${LOCK_TIMEOUT_MS}`,
    `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    ...more,
    url.searchParams.get('options') ?? '',
    '-c TimeZone=UTC',
  ];
  url.searchParams.set('options', options.join(' '));
  return url.href;
}

function withoutCredentials(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
