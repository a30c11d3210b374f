import type { PGlite } from '@electric-sql/pglite';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedPool } from '../../../src/database/embedded/open-embedded.js';
import { PGliteStream } from '../../../src/database/embedded/pglite-stream.js';
import { embeddedCopy } from '../../support/databases/embedded-copy.js';

test('PGlite’s one session is reset for each connection, even after a transaction was left open', async () => {
  const db = await embeddedCopy('empty');
  const first = embeddedPool(db);
  await first.query("SET statement_timeout = '1s'");
  await first.query('CREATE TEMP TABLE left_over ()');
  await first.query('BEGIN');
  await first.query('CREATE TABLE not_committed ()');
  await first.end();
  const second = embeddedPool(db);
  onTestFinished(() => second.end());
  const { rows } = await second.query(
    `SELECT current_setting('statement_timeout') AS timeout, to_regclass('left_over') AS left_over,
       to_regclass('not_committed') AS not_committed, pg_current_xact_id_if_assigned() AS transaction`,
  );
  expect(rows).toEqual([{ timeout: '0', left_over: null, not_committed: null, transaction: null }]);
});

test('a message that PGlite cannot run fails, so that nobody waits for its answer', async () => {
  const failure = new Error('memory access out of bounds');
  const db = {
    runExclusive: (work: () => unknown) => work(),
    execProtocolRawStream: () => Promise.reject(failure),
  };
  const stream = new PGliteStream(db as unknown as PGlite).on('error', () => {});
  const startup = Buffer.from([0, 0, 0, 8, 0, 3, 0, 0]);
  expect(await new Promise((done) => stream.write(startup, done))).toBe(failure);
});
