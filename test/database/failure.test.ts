import { describe, expect, test } from 'vitest';
import { type DatabaseFailure, failureOf } from '../../src/database/failure.js';

/** An error as Prisma wraps an error of its driver adapter. */
const wrapped = (code: string, cause: object) =>
  Object.assign(new Error(`Raw query failed. Code: ${code}`), {
    code,
    meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
  });

describe('a failure is recognized in every form of error', () => {
  test.each<[string, unknown, DatabaseFailure]>([
    ['a SQLSTATE of the driver', Object.assign(new Error('x'), { code: '40001' }), 'conflict'],
    ['a deadlock of the driver', Object.assign(new Error('x'), { code: '40P01' }), 'conflict'],
    ['a statement whose columns have changed', Object.assign(new Error('x'), { code: '0A000' }), 'conflict'],
    ['a statement that is gone', Object.assign(new Error('x'), { code: '26000' }), 'conflict'],
    ['P2034', Object.assign(new Error('x'), { code: 'P2034' }), 'conflict'],
    [
      'a kind without a code, as a commit gives',
      Object.assign(new Error('TransactionWriteConflict'), { cause: { kind: 'TransactionWriteConflict' } }),
      'conflict',
    ],
    ['a raw query of Prisma', wrapped('P2010', { originalCode: '40P01', kind: 'postgres' }), 'conflict'],
    ['a lock timeout in a model of Prisma', wrapped('P2039', { originalCode: '55P03' }), 'busy'],
    ['a statement timeout', Object.assign(new Error('x'), { code: '57014' }), 'busy'],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'full'],
    ['no connection for a transaction', Object.assign(new Error('x'), { code: 'P2028' }), 'busy'],
    ['an unreachable server', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unreachable'],
    [
      'an unreachable server in an error of Prisma',
      wrapped('P1001', { kind: 'DatabaseNotReachable' }),
      'unreachable',
    ],
    ['a server that is starting', Object.assign(new Error('x'), { code: '57P03' }), 'unreachable'],
    ['a standby', Object.assign(new Error('x'), { code: '25006' }), 'unreachable'],
    ['a backend that was terminated', wrapped('P2010', { originalCode: '57P01' }), 'lost'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 'lost'],
    ['a socket that was reset', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'lost'],
    ['an error inside another', new Error('outer', { cause: new Error('Connection terminated') }), 'lost'],
  ])('%s', (_, error, fault) => {
    expect(failureOf(error)).toBe(fault);
  });

  test.each<[string, unknown]>([
    ['a violated constraint', Object.assign(new Error('x'), { code: '23505' })],
    ['a violated constraint in an error of Prisma', wrapped('P2002', { originalCode: '23505' })],
    ['an error of our own', new Error('The charge moved')],
    ['nothing', undefined],
    ['text', 'ECONNRESET'],
    ['a code that is a property of every object', Object.assign(new Error('x'), { code: 'constructor' })],
  ])('%s is no failure', (_, error) => {
    expect(failureOf(error)).toBeNull();
  });

  test('an error that is its own cause causes no endless loop', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error)).toBeNull();
  });
});
