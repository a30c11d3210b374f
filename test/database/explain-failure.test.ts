import { expect, test } from 'vitest';
import { explainFailure } from '../../src/database/explain-failure.js';

const error = (code: string, message = 'as the database says') => Object.assign(new Error(message), { code });

test.each([
  [
    '53100',
    'DISK_FULL',
    'The disk of the database is full: as the database says. Make room on it, then try again.',
  ],
  ['ENOSPC', 'DISK_FULL', 'Make room on it'],
  ['42501', 'DATABASE_FORBIDDEN', 'Grant the user of DATABASE_URL the right'],
  ['42P01', 'SCHEMA_INCOMPLETE', 'Run `npm run migrate`'],
  ['25006', 'DATABASE_READ_ONLY', 'Use the primary server in DATABASE_URL'],
  ['3D000', 'DATABASE_UNREACHABLE', 'correct its name in DATABASE_URL'],
  ['28P01', 'DATABASE_UNREACHABLE', 'Correct the user and the password in DATABASE_URL'],
  ['28000', 'DATABASE_UNREACHABLE', 'Correct the user and the password in DATABASE_URL'],
  ['ENOTFOUND', 'DATABASE_UNREACHABLE', 'Correct the host in DATABASE_URL'],
  ['EAI_AGAIN', 'DATABASE_UNREACHABLE', 'Correct the host in DATABASE_URL'],
  ['ECONNREFUSED', 'DATABASE_UNREACHABLE', 'Start the server'],
  ['53300', 'DATABASE_BUSY', 'raise its max_connections'],
  ['40001', 'DATABASE_BUSY', 'Nothing was written'],
  ['57014', 'DATABASE_BUSY', 'Try again later'],
  ['TooManyConnections', 'DATABASE_BUSY', 'Try again later'],
  ['57P03', 'DATABASE_UNREACHABLE', 'The database cannot be reached: as the database says. Check that'],
  ['57P01', 'DATABASE_UNREACHABLE', 'The connection to the database broke: as the database says. Check that'],
])('an error %s tells the operator what to do', (code, expected, text) => {
  const explained = explainFailure(error(code));
  expect(explained).toMatchObject({ code: expected, message: expect.stringContaining(text) });
  expect(explained?.message).toContain('as the database says');
});

test('the cause of an error is explained, in the words of the database', () => {
  const cause = { originalCode: '42501', originalMessage: 'permission denied for table charge' };
  const wrapped = Object.assign(new Error('Invalid `prisma.charge.findFirst()` invocation'), {
    code: 'P2010',
    meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
  });
  expect(explainFailure(new Error('The database is not available', { cause: wrapped }))?.message).toMatch(
    /^The user of the database has no right to do that: permission denied for table charge\. /,
  );
});

test('an address without a server has several errors and no message', () => {
  expect(explainFailure(error('ECONNREFUSED', ''))?.message).toMatch(
    /^No server listens at the address of the database: ECONNREFUSED\. /,
  );
});

test('an error of the program is not explained, so its stack trace is shown', () => {
  for (const other of [new TypeError('x is undefined'), error('23505'), error('constructor'), null, 'text'])
    expect(explainFailure(other)).toBeNull();
});
