import { describe, expect, test } from 'vitest';
import { type DatabaseFailure, failureOf } from '../../src/database/failure.js';

/** As Prisma wraps what its driver adapter met. */
const wrapped = (code: string, cause: object) =>
  Object.assign(new Error(`Raw query failed. Code: ${code}`), {
    code,
    meta: { driverAdapterError: Object.assign(new Error('adapter'), { cause }) },
  });

describe('a fault is told whatever form the error takes', () => {
  test.each<[string, unknown, DatabaseFailure]>([
    ['a SQLSTATE of the driver', Object.assign(new Error('x'), { code: '40001' }), 'conflict'],
    ['a deadlock of the driver', Object.assign(new Error('x'), { code: '40P01' }), 'conflict'],
    ['P2034', Object.assign(new Error('x'), { code: 'P2034' }), 'conflict'],
    [
      'a kind without a code, as a commit has',
      Object.assign(new Error('TransactionWriteConflict'), { cause: { kind: 'TransactionWriteConflict' } }),
      'conflict',
    ],
    ['a raw query of Prisma', wrapped('P2010', { originalCode: '40P01', kind: 'postgres' }), 'conflict'],
    ['a lock timeout in a model of Prisma', wrapped('P2039', { originalCode: '55P03' }), 'busy'],
    ['a statement timeout', Object.assign(new Error('x'), { code: '57014' }), 'busy'],
    ['a pool without a free connection', new Error('timeout exceeded when trying to connect'), 'busy'],
    ['no connection for a transaction', Object.assign(new Error('x'), { code: 'P2028' }), 'busy'],
    ['a server that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 'unreachable'],
    ['a server that is away, by Prisma', wrapped('P1001', { kind: 'DatabaseNotReachable' }), 'unreachable'],
    ['a server that starts', Object.assign(new Error('x'), { code: '57P03' }), 'unreachable'],
    ['a standby', Object.assign(new Error('x'), { code: '25006' }), 'unreachable'],
    ['a backend that was terminated', wrapped('P2010', { originalCode: '57P01' }), 'lost'],
    ['a connection that broke', new Error('Connection terminated unexpectedly'), 'lost'],
    ['a socket that was reset', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), 'lost'],
    ['an error inside another', new Error('outer', { cause: new Error('Connection terminated') }), 'lost'],
  ])('%s', (_, error, fault) => {
    expect(failureOf(error)).toBe(fault);
  });

  test.each<[string, unknown]>([
    ['a broken constraint', Object.assign(new Error('x'), { code: '23505' })],
    ['a broken constraint by Prisma', wrapped('P2002', { originalCode: '23505' })],
    ['an error of our own', new Error('The charge moved')],
    ['nothing', undefined],
    ['text', 'ECONNRESET'],
    ['a word that objects have', Object.assign(new Error('x'), { code: 'constructor' })],
  ])('%s is none', (_, error) => {
    expect(failureOf(error)).toBeNull();
  });

  test('an error that holds itself ends', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error)).toBeNull();
  });
});
