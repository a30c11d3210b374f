/**
 * Why a database request failed, as far as a caller has to know:
 *
 * - `conflict`     another transaction or a migration was in the way; nothing was done, and a retry may succeed at once
 * - `busy`         a lock or a statement took too long; nothing was done
 * - `full`         no connection was free in time; nothing was sent
 * - `unreachable`  no connection could be opened, or it broke before the request; nothing was sent
 * - `lost`         the connection broke during the request, which may have been carried out or not
 */
export type DatabaseFailure = 'conflict' | 'busy' | 'full' | 'unreachable' | 'lost';

/** By SQLSTATE, Prisma's code, Node's code, the kind of a driver adapter's error, or the driver's message. */
export const failures: Readonly<Record<string, DatabaseFailure>> = {
  '40001': 'conflict', // serialization_failure
  '40P01': 'conflict', // deadlock_detected
  '0A000': 'conflict', // feature_not_supported: a migration has changed the columns of a prepared statement
  '26000': 'conflict', // invalid_sql_statement_name: a prepared statement was discarded
  P2034: 'conflict',
  TransactionWriteConflict: 'conflict',

  '55P03': 'busy', // lock_not_available
  '57014': 'busy', // query_canceled, also by statement_timeout
  '53100': 'busy', // disk_full
  '53200': 'busy', // out_of_memory
  P2028: 'busy', // no connection for a transaction, or a transaction that took too long and was rolled back

  '53300': 'full', // too_many_connections
  TooManyConnections: 'full',
  'timeout exceeded when trying to connect': 'full', // the pool is exhausted, or the server is silent

  '57P03': 'unreachable', // cannot_connect_now: the server is starting or stopping
  '25006': 'unreachable', // read_only_sql_transaction: a standby that is not promoted yet
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  P1001: 'unreachable',
  'timeout expired': 'unreachable', // the server did not answer a new connection
  'Connection terminated due to connection timeout': 'unreachable',
  DatabaseNotReachable: 'unreachable',
  'Client has encountered a connection error and is not queryable': 'unreachable',

  '57P01': 'lost', // admin_shutdown
  '57P02': 'lost', // crash_shutdown
  '57P04': 'lost', // database_dropped: a standby follows a DROP DATABASE
  '57P05': 'lost', // idle_session_timeout
  '25P03': 'lost', // idle_in_transaction_session_timeout
  '25P04': 'lost', // transaction_timeout, which ends the session
  '08000': 'lost',
  '08003': 'lost',
  '08006': 'lost',
  ECONNRESET: 'lost',
  // A connection that is open reports these too, once it has sent in vain for long enough.
  EHOSTUNREACH: 'lost',
  ENETDOWN: 'lost',
  ENETUNREACH: 'lost',
  EPIPE: 'lost',
  ETIMEDOUT: 'lost',
  P1017: 'lost',
  ConnectionClosed: 'lost',
  SocketTimeout: 'lost',
  'Connection terminated': 'lost',
  'Connection terminated unexpectedly': 'lost',
};

/** Errors of connections that broke while they were opened. */
const unopened = new WeakSet<object>();

/** Notes that an error ended the opening of a connection, so that no statement was sent. The error stays as it is. */
export const noteUnopened = (error: Error): void => void unopened.add(error);

/** More nested causes than any library here makes. */
const MAX_DEPTH = 6;

/** An error and its causes, in any of the forms in which libraries nest them. */
export function* causesOf(error: unknown): Generator<ErrorLike> {
  let current = error as ErrorLike | undefined;
  for (let depth = 0; depth < MAX_DEPTH && typeof current === 'object' && current !== null; depth++) {
    yield current;
    current = current.meta?.driverAdapterError ?? current.cause;
  }
}

/** The database failure behind an error, in any of its forms. Null for other errors, such as a broken constraint. */
export function failureOf(error: unknown): DatabaseFailure | null {
  let sentNothing = false;
  for (const current of causesOf(error)) {
    sentNothing ||= unopened.has(current);
    for (const word of [current.code, current.originalCode, current.kind, current.message]) {
      const failure = typeof word === 'string' && Object.hasOwn(failures, word) && failures[word];
      if (failure) return failure === 'lost' && sentNothing ? 'unreachable' : failure;
    }
  }
  return null;
}

/** An error of a driver, of Prisma or of Node.js, or what one of them is about. */
export interface ErrorLike {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly originalMessage?: unknown;
  /** The name of the constraint that refused a row. */
  readonly constraint?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly meta?: { readonly driverAdapterError?: ErrorLike };
  readonly cause?: ErrorLike;
}
