import { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { describe, expect, test } from 'vitest';
import { WatchedClient } from '../../src/database/pipeline/watched-client.js';
import { inErasure, onConnection } from '../../src/erasure/erasure-transaction.js';

/** A pool with one connection that only takes the statements, and how it was given back. */
function fakePool(connection: EventEmitter = new EventEmitter(), isBroken = false) {
  const sent: string[] = [];
  const givenBack: unknown[] = [];
  const query = async (text: string) => {
    if (isBroken) throw new Error('The connection is gone');
    // A statement takes a while, so that one that is not awaited comes too late.
    await new Promise((resolve) => setImmediate(resolve));
    sent.push(text);
    return { rows: [] };
  };
  const client = Object.assign(connection, {
    query,
    release: (isGone: boolean) => givenBack.push(isGone),
  }) as unknown as PoolClient & EventEmitter;
  return { pool: { connect: async () => client } as unknown as Pool, client, sent, givenBack };
}

const fail = async () => {
  throw new Error('The work failed');
};

describe('the connection of an erasure', () => {
  test('is given back for others after the work', async () => {
    const { pool, client, sent, givenBack } = fakePool();
    expect(await onConnection(pool, async (given) => given === client)).toBe(true);
    expect({ sent, givenBack }).toEqual({ sent: [], givenBack: [false] });
  });

  test('is given back without a transaction after a failure, or is ended', async () => {
    const usable = fakePool();
    await expect(onConnection(usable.pool, fail)).rejects.toThrow('The work failed');
    expect([usable.sent, usable.givenBack]).toEqual([['ROLLBACK'], [false]]);
    const broken = fakePool(new EventEmitter(), true);
    await expect(onConnection(broken.pool, fail)).rejects.toThrow('The work failed');
    expect(broken.givenBack).toEqual([true]);
  });

  test('may break without ending the process, and keeps no listener', async () => {
    const { pool, client } = fakePool();
    await onConnection(pool, async () => client.emit('error', new Error('The connection is gone')));
    expect(client.listenerCount('error')).toBe(0);
  });

  test('may be silent during the work, and only then', async () => {
    const watched = new WatchedClient();
    const { pool } = fakePool(watched);
    expect(await onConnection(pool, async () => watched.isPatient)).toBe(true);
    expect(watched.isPatient).toBe(false);
  });
});

test.each([
  [true, 'COMMIT'],
  [false, 'ROLLBACK'],
])(
  'the transaction of an erasure waits for imports without a limit, and commits: %j',
  async (commits, end) => {
    const { client, sent } = fakePool();
    expect(await inErasure(client, async () => ({ result: 'done', commits }))).toBe('done');
    expect(sent).toEqual([
      'BEGIN ISOLATION LEVEL READ COMMITTED',
      'SET LOCAL statement_timeout = 0',
      'SET LOCAL idle_in_transaction_session_timeout = 0',
      'SET LOCAL lock_timeout = 0',
      'SELECT pg_advisory_xact_lock(72707371)',
      'SET LOCAL lock_timeout TO DEFAULT',
      "SET LOCAL refund_gateway.erasing = 'on'",
      end,
    ]);
  },
);
