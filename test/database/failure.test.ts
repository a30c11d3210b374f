import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getSystemErrorMap } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type DatabaseFailure, failureOf, failures, noteUnopened } from '../../src/database/failure.js';

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
    ['null', null],
    ['an error whose cause is null', new Error('x', { cause: null })],
    ['an error whose cause is text', new Error('x', { cause: 'ECONNRESET' })],
    ['an error whose code is a number', Object.assign(new Error('x'), { code: 40001 })],
    ['text', 'ECONNRESET'],
    ['a code that is a property of every object', Object.assign(new Error('x'), { code: 'constructor' })],
  ])('%s is no failure', (_, error) => {
    expect(failureOf(error)).toBeNull();
  });

  /** A deadlock inside of so many other errors. */
  const within = (count: number): unknown =>
    Array.from({ length: count }).reduce<unknown>(
      (cause) => new Error('outer', { cause }),
      Object.assign(new Error('x'), { code: '40P01' }),
    );

  test('five errors around a failure do not hide it, and more are in no library', () => {
    expect([0, 1, 5, 6, 100].map((count) => failureOf(within(count)))).toEqual([
      'conflict',
      'conflict',
      'conflict',
      null,
      null,
    ]);
  });

  test('a connection that broke while it was opened sent nothing, whatever is around its error', () => {
    const error = new Error('Connection terminated unexpectedly');
    const outer = new Error('outer', { cause: error });
    expect(failureOf(outer)).toBe('lost');
    noteUnopened(outer);
    expect(failureOf(outer)).toBe('unreachable');
    expect(failureOf(error)).toBe('lost');
    noteUnopened(error);
    expect(failureOf(new Error('another', { cause: error }))).toBe('unreachable');
  });

  test('an error that is its own cause causes no endless loop', () => {
    const error = new Error('round');
    error.cause = error;
    expect(failureOf(error)).toBeNull();
  });
});

/** Every word by which a failure is known, where libraries put it, and the failure. */
const WORDS: Readonly<Record<'sqlstate' | 'errno' | 'prisma' | 'kind' | 'pg' | 'pg-pool', Words>> = {
  sqlstate: {
    conflict: ['0A000', '26000', '40001', '40P01'],
    busy: ['53100', '53200', '55P03', '57014'],
    full: ['53300'],
    unreachable: ['25006', '57P03'],
    lost: ['08000', '08003', '08006', '25P03', '25P04', '57P01', '57P02', '57P04', '57P05'],
  },
  errno: {
    unreachable: ['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND'],
    lost: ['ECONNRESET', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT'],
  },
  prisma: { conflict: ['P2034'], busy: ['P2028'], unreachable: ['P1001'], lost: ['P1017'] },
  kind: {
    conflict: ['TransactionWriteConflict'],
    full: ['TooManyConnections'],
    unreachable: ['DatabaseNotReachable'],
    lost: ['ConnectionClosed', 'SocketTimeout'],
  },
  pg: {
    unreachable: ['timeout expired', 'Client has encountered a connection error and is not queryable'],
    lost: ['Connection terminated', 'Connection terminated unexpectedly'],
  },
  'pg-pool': {
    full: ['timeout exceeded when trying to connect'],
    unreachable: ['Connection terminated due to connection timeout'],
  },
};
type Words = Readonly<Partial<Record<DatabaseFailure, readonly string[]>>>;
const wordsOf = (origin: keyof typeof WORDS) =>
  Object.entries(WORDS[origin]).flatMap(([failure, words]) =>
    words.map((word) => [word, failure as DatabaseFailure] as const),
  );
const all = (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap(wordsOf);

describe('each word', () => {
  test.each(all)('%s is %s in every place of an error, and inside another one', (word, failure) => {
    for (const place of ['code', 'originalCode', 'kind', 'message']) {
      const error = Object.assign(new Error('x'), { [place]: word });
      expect(failureOf(error)).toBe(failure);
      expect(failureOf(wrapped('P2010', error))).toBe(failure);
      noteUnopened(error);
      expect(failureOf(error)).toBe(failure === 'lost' ? 'unreachable' : failure);
    }
  });

  test('is in this list', () => {
    expect(Object.entries(failures).toSorted()).toEqual(all.toSorted());
  });
});

describe('the libraries still use', () => {
  const require = createRequire(import.meta.url);
  const textOf = (file: string): string => readFileSync(require.resolve(file), 'utf8');

  test.each(wordsOf('pg'))('the message of node-postgres: %s', (message) => {
    expect(textOf('pg/lib/client.js')).toContain(`Error('${message}'`);
  });

  test.each(wordsOf('pg-pool'))('the message of the pool: %s', (message) => {
    expect(textOf('pg-pool')).toContain(`Error('${message}'`);
  });

  test.each(wordsOf('kind'))('the kind of the driver adapter: %s', (kind) => {
    expect(textOf('@prisma/adapter-pg')).toContain(`kind: "${kind}"`);
  });

  test.each(wordsOf('errno'))('the code of Node.js: %s', (code) => {
    const codes = [...getSystemErrorMap().values()].map(([name]) => name);
    // That of a name without an address comes from its resolver.
    expect([...codes, 'ENOTFOUND']).toContain(code);
  });
});
