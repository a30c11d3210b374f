import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { WatchedClient } from '../../src/database/pipeline/watched-client.js';
import { inSnapshot } from '../../src/verify/snapshot.js';

/** A pool of one connection that sends nothing, and what was done with it. */
function poolOf(fails: (text: string) => boolean = () => false) {
  const client = new WatchedClient();
  const asked: string[] = [];
  const released: unknown[] = [];
  const given = Object.assign(client, {
    query: async (text: string) => {
      asked.push(`${client.isPatient ? 'patiently ' : ''}${text}`);
      if (fails(text)) throw new Error(`${text} failed`);
      return { rows: [] };
    },
    release: (isBroken: boolean) => released.push(isBroken),
  });
  return { pool: { connect: async () => given } as unknown as Pool, client, asked, released };
}

test('a verification may take any time, sees one snapshot, cannot write, and gives its connection back as it was', async () => {
  const { pool, client, asked, released } = poolOf();
  const listeners = client.listenerCount('error');
  const answer = await inSnapshot(pool, async (connection) => {
    expect(client.listenerCount('error')).toBe(listeners + 1);
    await connection.query('SELECT 1');
    return 'read';
  });
  expect(answer).toBe('read');
  expect(asked).toEqual([
    'patiently BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
    'patiently SET LOCAL statement_timeout = 0',
    'patiently SET LOCAL idle_in_transaction_session_timeout = 0',
    'patiently SET LOCAL jit = off',
    'patiently SET LOCAL cursor_tuple_fraction = 1',
    'patiently SELECT 1',
    'patiently ROLLBACK',
  ]);
  expect([client.isPatient, client.listenerCount('error'), released]).toEqual([false, listeners, [false]]);
});

test('a connection that broke is not used again, and its own error is told', async () => {
  const { pool, client, released } = poolOf((text) => text === 'SELECT 1' || text === 'ROLLBACK');
  await expect(inSnapshot(pool, (connection) => connection.query('SELECT 1'))).rejects.toThrow(
    'SELECT 1 failed',
  );
  expect([client.isPatient, released]).toEqual([false, [true]]);
});
