/**
 * Why the database did not do what it was asked, as far as a caller has to know:
 *
 * - `conflict`     another transaction was in the way; nothing was done, and at once it may work
 * - `busy`         it took too long: a lock, a statement, a free connection; nothing was done
 * - `unreachable`  no connection could be made; nothing was done
 * - `lost`         the connection broke while it was asked: what was asked may have been done, or not
 */
export type DatabaseFailure = 'conflict' | 'busy' | 'unreachable' | 'lost';

/** By SQLSTATE, Prisma's code, Node's code, the kind of a driver adapter's error, or the driver's bare words. */
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
  P2028: 'busy', // no connection for a transaction, or one that took too long and was rolled back
  'timeout exceeded when trying to connect': 'busy', // of a pool that is all in use, and of a server that is silent

  '57P03': 'unreachable', // cannot_connect_now: it starts or stops
  '25006': 'unreachable', // read_only_sql_transaction: a standby that is not promoted yet
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  P1001: 'unreachable',
  'timeout expired': 'unreachable', // of a connection that was not answered
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

/** As many errors inside each other as any library here makes. */
const MAX_DEPTH = 6;

/** The failure that an error tells in whatever form, null for any other error, such as a broken constraint. */
export function failureOf(error: unknown): DatabaseFailure | null {
  let at = error as ErrorLike | undefined;
  for (let depth = 0; depth < MAX_DEPTH && typeof at === 'object' && at !== null; depth++) {
    for (const word of [at.code, at.originalCode, at.kind, at.message])
      if (typeof word === 'string' && Object.hasOwn(failures, word)) return failures[word] as DatabaseFailure;
    at = at.meta?.driverAdapterError ?? at.cause;
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
