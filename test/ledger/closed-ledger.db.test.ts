import { randomBytes } from 'node:crypto';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { databaseUrl } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';

const holder = testDatabase();
const template = inject('template');
const ONE = { text: 'SELECT 1::int', values: [] };

test.runIf(template.kind === 'postgresql')(
  'a database that is closed leaves no connection, and opens none',
  async () => {
    const { pool } = holder.database;
    const [row] = (await pool.query<{ name: string }>('SELECT current_database() AS name')).rows;
    const url = new URL(databaseUrl(template.kind === 'postgresql' ? template.url : '', row?.name ?? ''));
    const name = `closed-${randomBytes(6).toString('hex')}`;
    url.searchParams.set('application_name', name);
    const connections = async () => {
      const text = 'SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = $1';
      return (await pool.query<{ count: number }>(text, [name])).rows[0]?.count;
    };
    const database = await openDatabase({ url: url.href });
    const close = vi.fn(database.close);
    onTestFinished(async () => void (close.mock.calls.length === 0 && (await close())));
    const uses = [
      () => database.query(ONE),
      () => database.query({ ...ONE, plan: 'anew' as const }),
      () => database.write(ONE),
      () => database.prisma.$queryRaw`SELECT 1`,
      () => database.transaction((tx) => tx.$queryRaw`SELECT 1`),
    ];
    for (const use of uses) await use();
    // One that listens, two that are pipelined, and one of the pool.
    await expect.poll(connections).toBe(4);
    await close();
    await expect.poll(connections).toBe(0);
    for (const use of uses) await expect(use()).rejects.toThrow();
    expect(await connections()).toBe(0);
  },
);
