import { describe, expect, test } from 'vitest';
import { explainFailure } from '../../src/database/explain-failure.js';
import { failures } from '../../src/database/failure.js';
import { OperatorError, type OperatorErrorCode } from '../../src/process/operator-error.js';

const error = (code: string, message = 'as the database says') => Object.assign(new Error(message), { code });

const BUSY = 'The database is too busy: as the database says. Try again later. Nothing was written.';
const UNREACHABLE =
  'The database cannot be reached: as the database says. Check that the server runs, and try again.';
const LOST =
  'The connection to the database broke: as the database says. Check that the server runs, and try again. Doing the same twice does no harm.';

/** What an operator is told for a failure of no code that says more. */
const KINDS = {
  conflict: ['DATABASE_BUSY', BUSY],
  busy: ['DATABASE_BUSY', BUSY],
  full: ['DATABASE_BUSY', BUSY],
  unreachable: ['DATABASE_UNREACHABLE', UNREACHABLE],
  lost: ['DATABASE_UNREACHABLE', LOST],
} as const;

const DISK = 'The disk of the database is full: as the database says. Make room on it, then try again.';
const REFUSED =
  'The database refuses the user or the password: as the database says. Correct the user and the password in DATABASE_URL, or let this user in (pg_hba.conf of the server).';
const NO_HOST =
  'The host of the database is not found: as the database says. Correct the host in DATABASE_URL.';

/** What an operator is told for the codes that say more. */
const CODES: Readonly<Record<string, readonly [OperatorErrorCode, string]>> = {
  '53100': ['DISK_FULL', DISK],
  ENOSPC: ['DISK_FULL', DISK],
  '42501': [
    'DATABASE_FORBIDDEN',
    'The user of the database has no right to do that: as the database says. Grant the user of DATABASE_URL the right, or use the owner of the tables there. `npm run migrate` as the owner grants the rights of the role of GATEWAY_ROLE.',
  ],
  '42P01': [
    'SCHEMA_INCOMPLETE',
    'A table is missing: as the database says. Run `npm run migrate`. If the table is still missing then, restore the database from a backup.',
  ],
  '25006': [
    'DATABASE_READ_ONLY',
    'The database is read-only: as the database says. Use the primary server in DATABASE_URL, or let its user write (default_transaction_read_only).',
  ],
  '3D000': [
    'DATABASE_UNREACHABLE',
    'The server has no such database: as the database says. Create it, or correct its name in DATABASE_URL.',
  ],
  '28P01': ['DATABASE_UNREACHABLE', REFUSED],
  '28000': ['DATABASE_UNREACHABLE', REFUSED],
  ENOTFOUND: ['DATABASE_UNREACHABLE', NO_HOST],
  EAI_AGAIN: ['DATABASE_UNREACHABLE', NO_HOST],
  ECONNREFUSED: [
    'DATABASE_UNREACHABLE',
    'No server listens at the address of the database: as the database says. Start the server, or correct the host and the port in DATABASE_URL.',
  ],
  '53300': [
    'DATABASE_BUSY',
    'The server has no free connection: as the database says. End other programs that use it, or raise its max_connections.',
  ],
};

const told = [
  ...Object.entries(CODES).map(([word, explained]) => [word, ...explained] as const),
  ...Object.entries(failures)
    .filter(([word]) => !(word in CODES))
    .map(([word, failure]) => [word, ...KINDS[failure]] as const),
];

test.each(told)('an error %s tells the operator what failed and what to do', (word, code, message) => {
  const given = error(word);
  const explained = explainFailure(given);
  expect(explained).toBeInstanceOf(OperatorError);
  expect(explained).toMatchObject({ code, message, cause: given });
});

describe('the cause of an error is explained, in the words of the database', () => {
  test.each([
    [
      'of a code that says more',
      { originalCode: '42501', originalMessage: 'permission denied for table charge', message: 'other' },
      /^The user of the database has no right to do that: permission denied for table charge\. /,
    ],
    [
      'of another failure',
      { originalCode: '55P03', originalMessage: 'canceling statement due to lock timeout' },
      /^The database is too busy: canceling statement due to lock timeout\. /,
    ],
    [
      'of a failure without a message of its own',
      { kind: 'SocketTimeout', message: '' },
      /^The connection to the database broke: adapter\. /,
    ],
  ])('%s', (_, cause, message) => {
    const wrapped = Object.assign(new Error('Invalid `prisma.charge.findFirst()` invocation'), {
      code: 'P2010',
      meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
    });
    const outermost = new Error('The database is not available', { cause: wrapped });
    expect(explainFailure(outermost)?.message).toMatch(message);
  });
});

describe('a host with several addresses has several errors and no message, so their code is told', () => {
  test.each([
    ['ECONNREFUSED', /^No server listens at the address of the database: ECONNREFUSED\. /],
    ['EHOSTUNREACH', /^The connection to the database broke: EHOSTUNREACH\. /],
  ])('%s', (code, message) => {
    expect(explainFailure(error(code, ''))?.message).toMatch(message);
    expect(explainFailure(new Error('outer', { cause: error(code, '') }))?.message).toMatch(message);
  });

  test('or the kind of the failure, if there is no code either', () => {
    expect(explainFailure({ kind: 'DatabaseNotReachable' })?.message).toMatch(
      /^The database cannot be reached: unreachable\. /,
    );
  });
});

test('an error of the program is not explained, so its stack trace is shown', () => {
  for (const other of [new TypeError('x is undefined'), error('23505'), error('constructor'), null, 'text'])
    expect(explainFailure(other)).toBeNull();
});
