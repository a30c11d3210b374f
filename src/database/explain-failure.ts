import { OperatorError, type OperatorErrorCode } from '../process/operator-error.js';
import { causesOf, type ErrorLike, failureOf } from './failure.js';

/** What failed, and what the operator can do. */
export interface Explanation {
  readonly code: OperatorErrorCode;
  readonly what: string;
  readonly advice: string;
}

const DISK_FULL: Explanation = {
  code: 'DISK_FULL',
  what: 'The disk of the database is full',
  advice: 'Make room on it, then try again',
};
const REFUSED: Explanation = {
  code: 'DATABASE_UNREACHABLE',
  what: 'The database refuses the user or the password',
  advice:
    'Correct the user and the password in DATABASE_URL, or let this user in (pg_hba.conf of the server)',
};
const NO_HOST: Explanation = {
  code: 'DATABASE_UNREACHABLE',
  what: 'The host of the database is not found',
  advice: 'Correct the host in DATABASE_URL',
};
const BUSY: Explanation = {
  code: 'DATABASE_BUSY',
  what: 'The database is too busy',
  advice: 'Try again later. Nothing was written',
};

/** By SQLSTATE, or by Node's code. */
const explanations: Readonly<Record<string, Explanation>> = {
  '53100': DISK_FULL,
  ENOSPC: DISK_FULL,
  '42501': {
    code: 'DATABASE_FORBIDDEN',
    what: 'The user of the database has no right to do that',
    advice:
      'Grant the user of DATABASE_URL the right, or use the owner of the tables there. `npm run migrate` as the owner grants the rights of the role of GATEWAY_ROLE',
  },
  '42P01': {
    code: 'SCHEMA_INCOMPLETE',
    what: 'A table is missing',
    advice: 'Run `npm run migrate`. If the table is still missing then, restore the database from a backup',
  },
  '25006': {
    code: 'DATABASE_READ_ONLY',
    what: 'The database is read-only',
    advice: 'Use the primary server in DATABASE_URL, or let its user write (default_transaction_read_only)',
  },
  '3D000': {
    code: 'DATABASE_UNREACHABLE',
    what: 'The server has no such database',
    advice: 'Create it, or correct its name in DATABASE_URL',
  },
  '28P01': REFUSED,
  '28000': REFUSED,
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
  ECONNREFUSED: {
    code: 'DATABASE_UNREACHABLE',
    what: 'No server listens at the address of the database',
    advice: 'Start the server, or correct the host and the port in DATABASE_URL',
  },
  '53300': {
    code: 'DATABASE_BUSY',
    what: 'The server has no free connection',
    advice: 'End other programs that use it, or raise its max_connections',
  },
};

/** By the kind of failure, where no code says more. A connection may break while a transaction is committed. */
const byFailure = {
  conflict: BUSY,
  busy: BUSY,
  full: BUSY,
  unreachable: {
    code: 'DATABASE_UNREACHABLE',
    what: 'The database cannot be reached',
    advice: 'Check that the server runs, and try again',
  },
  lost: {
    code: 'DATABASE_UNREACHABLE',
    what: 'The connection to the database broke',
    advice: 'Check that the server runs, and try again. Doing the same twice does no harm',
  },
} as const satisfies Readonly<Record<NonNullable<ReturnType<typeof failureOf>>, Explanation>>;

/** What failed in the database or on its disk, with the database's own message. Null for errors of the program. */
export function explanationOf(error: unknown): (Explanation & { readonly message: string }) | null {
  for (const cause of causesOf(error))
    for (const word of [cause.code, cause.originalCode])
      if (typeof word === 'string' && Object.hasOwn(explanations, word)) {
        const explanation = explanations[word];
        if (explanation) return { ...explanation, message: textOf(cause) ?? word };
      }
  const failure = failureOf(error);
  if (!failure) return null;
  // The innermost text is the database's.
  const message = [...causesOf(error)].map(textOf).findLast(Boolean) ?? failure;
  return { ...byFailure[failure], message };
}

/** What an error says. For a host with several addresses, Node.js gives a code and no message. */
const textOf = ({ originalMessage, message, code }: ErrorLike): string | undefined =>
  [originalMessage, message, code].find((text): text is string => typeof text === 'string' && text !== '');

/** An error of the database or its disk as one sentence for the operator. Null for errors of the program. */
export function explainFailure(error: unknown): OperatorError | null {
  const explained = explanationOf(error);
  if (!explained) return null;
  const { code, what, message, advice } = explained;
  return new OperatorError(code, `${what}: ${message}. ${advice}.`, { cause: error });
}
