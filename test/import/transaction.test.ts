import { EventEmitter } from 'node:events';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import { WatchedClient } from '../../src/database/pipeline/watched-client.js';
import type { ImportReport } from '../../src/import/import-report.js';
import { inTransaction } from '../../src/import/steps/transaction.js';

const refused: ImportReport = { outcome: 'refused', lines: 0, unit: 'line', faults: [], faultCount: 0 };
const imported = { outcome: 'imported' } as ImportReport;

/** A pool with one connection that only takes the statements, and how it was given back. */
function fakePool(connection: EventEmitter = new EventEmitter(), isBroken = false) {
  const sent: string[] = [];
  const givenBack: unknown[] = [];
  const query = async (text: string) => {
    if (isBroken && text === 'ROLLBACK') throw new Error('The connection is gone');
    sent.push(text);
    return { rows: [] };
  };
  const client = Object.assign(connection, { query, release: (isGone: boolean) => givenBack.push(isGone) });
  return { pool: { connect: async () => client } as unknown as Pool, client, sent, givenBack };
}

test.each<[string, boolean, ImportReport, string]>([
  ['one that was imported', true, imported, 'COMMIT'],
  ['one that was refused', true, refused, 'ROLLBACK'],
  ['a dry run', false, imported, 'ROLLBACK'],
  ['a refused dry run', false, refused, 'ROLLBACK'],
])('section 11: an import is committed only as a whole: %s', async (_, commits, report, end) => {
  const { pool, sent, givenBack } = fakePool();
  expect(await inTransaction(pool, commits, async () => report)).toBe(report);
  expect([sent[0], sent.at(-1)]).toEqual(['BEGIN ISOLATION LEVEL READ COMMITTED', end]);
  expect(givenBack).toEqual([false]);
});

test('an import waits for another one without a limit, and for charges with the usual one', async () => {
  const { pool, sent } = fakePool();
  await inTransaction(pool, true, async () => refused);
  expect(sent.filter((text) => /lock/.test(text))).toEqual([
    'SET LOCAL lock_timeout = 0',
    expect.stringMatching(/^SELECT pg_advisory_xact_lock\(\d+\)$/),
    'SET LOCAL lock_timeout TO DEFAULT',
  ]);
});

test('an import that fails gives its connection back without a transaction, or ends the connection', async () => {
  const fail = async () => {
    throw new Error('The file is cut');
  };
  const usable = fakePool();
  await expect(inTransaction(usable.pool, true, fail)).rejects.toThrow('The file is cut');
  expect(usable.sent.at(-1)).toBe('ROLLBACK');
  expect(usable.givenBack).toEqual([false]);
  const broken = fakePool(new EventEmitter(), true);
  await expect(inTransaction(broken.pool, true, fail)).rejects.toThrow('The file is cut');
  expect(broken.givenBack).toEqual([true]);
});

test('a connection that breaks during an import does not end the process, and keeps no listener', async () => {
  const { pool, client } = fakePool();
  await inTransaction(pool, true, async () => {
    client.emit('error', new Error('The connection is gone'));
    return refused;
  });
  expect(client.listenerCount('error')).toBe(0);
});

test('the server may be silent during an import, and only then', async () => {
  const watched = new WatchedClient();
  const { pool } = fakePool(watched);
  const isPatient: boolean[] = [];
  await inTransaction(pool, true, async () => {
    isPatient.push(watched.isPatient);
    return refused;
  });
  expect([...isPatient, watched.isPatient]).toEqual([true, false]);
});
