import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { eraseExpired } from '../../../src/erasure/retention/erase-expired.js';

type Answer = { readonly rows: readonly object[] };

/** A pool with one connection to a ledger without rows, and the statements that it takes. A test may answer some. */
function fakePool(answerOf: (text: string) => Answer | undefined = () => undefined) {
  const sent: string[] = [];
  const row = { snapshot: '1:1:', since: '2026-01-01', cutoff: '2026-01-02' };
  const sizes: unknown[] = [];
  const query = async (text: string, values: readonly unknown[] = []) => {
    sent.push(text);
    if (text.includes('LIMIT $2')) sizes.push(values[1]);
    const answer = answerOf(text);
    if (answer) return answer;
    return { rows: / AS (snapshot|cutoff)/.test(text) ? [row] : [], rowCount: 0 };
  };
  const client = Object.assign(new EventEmitter(), { query, release: () => {} });
  return { pool: { connect: async () => client } as unknown as Pool, sent, sizes };
}

test('a run of retention waits for imports without a limit, and gives every setting back', async () => {
  const { pool, sent, sizes } = fakePool();
  expect(await eraseExpired(pool, { olderThanDays: 30 })).toEqual({
    cutoff: '2026-01-02',
    people: 0,
    objectsWithoutAddress: 0,
    rows: {},
    inFlight: { people: 0, ids: [] },
  });
  const before = [
    'SET statement_timeout = 0',
    'SET idle_in_transaction_session_timeout = 0',
    'SET jit = off',
    'SET cursor_tuple_fraction = 1',
    'SET lock_timeout = 0',
    'SELECT pg_advisory_lock($1)',
    'RESET lock_timeout',
    'DISCARD TEMP',
  ];
  const after = [
    'ROLLBACK',
    'DISCARD TEMP',
    'SELECT pg_advisory_unlock($1)',
    'RESET statement_timeout',
    'RESET idle_in_transaction_session_timeout',
    'RESET jit',
    'RESET cursor_tuple_fraction',
  ];
  expect(sent.slice(0, before.length)).toEqual(before);
  expect(sent.slice(-after.length)).toEqual(after);
  // Rows of people, and objects without an address.
  expect(sizes).toEqual([500, 500]);
  // What is found is looked up by these.
  expect(sent.filter((text) => /^(CREATE INDEX|ANALYZE)/.test(text))).toEqual([
    'ANALYZE retention_recent',
    'CREATE INDEX ON retention_place (address)',
    'CREATE INDEX ON retention_place (family)',
    'ANALYZE retention_place',
    'ANALYZE retention_kept',
  ]);
});

test('a batch that conflicts with a gateway is rolled back and erased again', async () => {
  const LEFT = { rows: [{ address: 'zoe@example.com' }] };
  let [batches, attempts] = [0, 0];
  const { pool, sent } = fakePool((text) => {
    if (text.startsWith('SELECT DISTINCT address') && batches++ === 0) return LEFT;
    if (text.startsWith('INSERT INTO erased_address') || !text.includes('INTO retention_batch'))
      return undefined;
    if (attempts++ === 0) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
    return undefined;
  });
  expect(await eraseExpired(pool, { olderThanDays: 30 })).toMatchObject({ people: 1 });
  const begin = 'BEGIN ISOLATION LEVEL READ COMMITTED';
  const failed = sent.findIndex((text) => text.includes('INTO retention_batch'));
  expect(sent.slice(failed + 1, failed + 3)).toEqual(['ROLLBACK', begin]);
  expect(attempts).toBe(2);
});
