import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { locked } from '../../../src/database/migrations/migrator.js';

/** What is sent on the connection of some locked work, until it is given back. */
async function sentBy(work: () => Promise<void>): Promise<unknown[]> {
  const sent: unknown[] = [];
  const client = {
    query: async (text: string) => void sent.push(text),
    release: () => void sent.push('given back'),
  };
  const pool = { connect: async () => client } as unknown as Pool;
  await locked(pool, work).catch((error: Error) => sent.push(error.message));
  return sent;
}

test('a connection that changed the schema gets its limits back before it is used for anything else', async () => {
  const before = ['SET statement_timeout = 0', 'SET lock_timeout = 0', 'SELECT pg_advisory_lock($1)'];
  const after = [
    'SELECT pg_advisory_unlock($1)',
    'RESET statement_timeout',
    'RESET lock_timeout',
    'given back',
  ];
  expect(await sentBy(async () => {})).toEqual([...before, ...after]);
  expect(await sentBy(() => Promise.reject(new Error('broken')))).toEqual([...before, ...after, 'broken']);
});
