import { expect, inject, onTestFinished, test } from 'vitest';
import { EventSignal } from '../../src/database/event-signal.js';
import { databaseUrl } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');

test.runIf(template.kind === 'postgresql')('the server announces events while a follower waits', async () => {
  const { pool } = holder.database;
  const [database] = (await pool.query<{ name: string }>('SELECT current_database() AS name')).rows;
  const signal = new EventSignal(20);
  await signal.connect(databaseUrl(template.kind === 'postgresql' ? template.url : '', database?.name ?? ''));
  onTestFinished(() => signal.close());
  const said = async () => {
    const { rows } = await pool.query<{ query: string }>(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND query ~ '^(UN)?LISTEN'
       ORDER BY state_change DESC LIMIT 1`,
    );
    return rows[0]?.query;
  };
  const stays = new AbortController();
  const wait = () => signal.wait(60_000, stays.signal);

  expect(await said()).toBeUndefined();
  // An event may have happened before the LISTEN, so the first wait ends at once and its follower reads again.
  await wait();
  const woken = wait();
  expect(await said()).toBe('LISTEN refund_event');
  await pool.query('NOTIFY refund_event');
  await woken;
  await expect.poll(said).toBe('UNLISTEN refund_event');
  await wait();
  // The signal listens as long as a follower waits.
  void wait();
  expect(await said()).toBe('LISTEN refund_event');
});
