import { expect, inject, onTestFinished, test } from 'vitest';
import { type Channel, EventSignal } from '../../src/database/event-signal.js';
import { databaseUrl } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertApprovals, insertEvents } from '../support/rows/feed-events.js';
import { insertCharge, insertRefund } from '../support/rows/ledger-rows.js';

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
  const wait = () => signal.wait('refund_event', 60_000, stays.signal);

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

test.runIf(template.kind === 'postgresql')(
  'new events wake only those who wait for their table',
  async () => {
    const { pool } = holder.database;
    const refund = await insertRefund(holder.database, await insertCharge(holder.database));
    const write = {
      refund_event: () => insertEvents(holder.database, refund, 1),
      refund_approval_event: () => insertApprovals(holder.database, { id: refund.chargeId }, 1),
    };
    const [database] = (await pool.query<{ name: string }>('SELECT current_database() AS name')).rows;
    const signal = new EventSignal();
    await signal.connect(
      databaseUrl(template.kind === 'postgresql' ? template.url : '', database?.name ?? ''),
    );
    onTestFinished(() => signal.close());
    const stays = new AbortController();
    const woken: string[] = [];
    const wait = async (channel: Channel) => {
      await signal.wait(channel, 60_000, stays.signal);
      woken.push(channel);
    };
    // The first waits end at once, when the server listens.
    await Promise.all([wait('refund_event'), wait('refund_approval_event')]);
    for (const [channel, other] of [
      ['refund_event', 'refund_approval_event'],
      ['refund_approval_event', 'refund_event'],
    ] as const) {
      woken.length = 0;
      const later = wait(other);
      for (let written = 0; written < 3; written++) {
        const waiting = wait(channel);
        await write[channel]();
        await waiting;
      }
      expect(woken).toEqual(Array(3).fill(channel));
      await write[other]();
      await later;
    }
  },
);
