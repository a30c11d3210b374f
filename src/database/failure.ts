/**
 * Why a database request failed, as far as a caller has to know:
 *
 * - `conflict`     another transaction was in the way; nothing was done, and a retry may succeed at once
 * - `busy`         a lock, a statement or a free connection took too long; nothing was done
 * - `unreachable`  no connection could be opened; nothing was done
 * - `lost`         the connection broke during the request, which may have been carried out or not
 */
export type DatabaseFailure = 'conflict' | 'busy' | 'unreachable' | 'lost';

/** By SQLSTATE, Prisma's code, Node's code, the kind of a driver adapter's error, or the driver's message. */
const failures: Readonly<Record<string, DatabaseFailure>> = {
  '40001': 'conflict', // serialization_failure
  '40P01': 'conflict', // deadlock_detected
  P2034: 'conflict',
  TransactionWriteConflict: 'conflict',

  '55P03': 'busy', // lock_not_available
  '57014': 'busy', // query_canceled, also by statement_timeout
  '53100': 'busy', // disk_full
  '53200': 'busy', // out_of_memory
  '53300': 'busy', // too_many_connections
  TooManyConnections: 'busy',
  P2028: 'busy', // no connection for a transaction, or a transaction that took too long and was rolled back
  'timeout exceeded when trying to connect': 'busy', // the pool is exhausted, or the server is silent

  '57P03': 'unreachable', // cannot_connect_now: the server is starting or stopping
  '25006': 'unreachable', // read_only_sql_transaction: a standby that is not promoted yet
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  P1001: 'unreachable',
  'timeout expired': 'unreachable', // the server did not answer a new connection
  'Connection terminated due to connection timeout': 'unreachable',
  DatabaseNotReachable: 'unreachable',

  '57P01': 'lost', // admin_shutdown
  '57P02': 'lost', // crash_shutdown
  '57P05': 'lost', // idle_session_timeout
  '25P03': 'lost', // idle_in_transaction_session_timeout
  '08000': 'lost',
  '08003': 'lost',
  '08006': 'lost',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  ETIMEDOUT: 'lost',
  P1017: 'lost',
  ConnectionClosed: 'lost',
  SocketTimeout: 'lost',
  'Connection terminated': 'lost',
  'Connection terminated unexpectedly': 'lost',
  'Client has encountered a connection error and is not queryable': 'lost',
};

/** More nested causes than any library here makes. */
const MAX_DEPTH = 6;

/** The database failure behind an error, in any of its forms. Null for other errors, such as a broken constraint. */
export function failureOf(error: unknown): DatabaseFailure | null {
  let current = error as ErrorLike | undefined;
  for (let depth = 0; depth < MAX_DEPTH && typeof current === 'object' && current !== null; depth++) {
    for (const word of [current.code, current.originalCode, current.kind, current.message])
      if (typeof word === 'string' && Object.hasOwn(failures, word)) return failures[word] as DatabaseFailure;
    current = current.meta?.driverAdapterError ?? current.cause;
  }
  return null;
}

interface ErrorLike {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly meta?: { readonly driverAdapterError?: ErrorLike };
  readonly cause?: ErrorLike;
}
