import { expect, inject, onTestFinished, test } from 'vitest';
import { sql } from '../../src/database/sql.js';
import { feedHead, readFeed } from '../../src/ledger/event-feed.js';
import { openDatabase } from '../../src/ledger/open-ledger.js';
import { databaseUrl } from '../support/databases/server-database.js';
import { testDatabase } from '../support/databases/test-database.js';
import { insertCharge, insertRefund, testId } from '../support/rows/ledger-rows.js';

const holder = testDatabase();
const template = inject('template');

/** With these costs, PostgreSQL scans even a small table with workers, as it does a ledger with many events. */
const CHEAP_WORKERS = [
  'parallel_setup_cost=0',
  'parallel_tuple_cost=0',
  'min_parallel_table_scan_size=0',
  'min_parallel_index_scan_size=0',
];

test.runIf(template.kind === 'postgresql')(
  'the feed is read without parallel workers, whose start takes longer than the reading',
  async () => {
    // PostgreSQL starts no workers for a table without pages.
    const charge = await insertCharge(holder.database);
    const refund = await insertRefund(holder.database, charge);
    await holder.database.prisma.refundEvent.create({
      data: {
        id: testId('evt'),
        created: refund.created,
        refundId: refund.id,
        status: 'succeeded',
        type: 'refund_created',
      },
    });
    const [row] = await holder.database.query(sql`SELECT current_database()`);
    const url = new URL(databaseUrl(template.kind === 'postgresql' ? template.url : '', `${row?.[0]}`));
    url.searchParams.set('options', CHEAP_WORKERS.map((setting) => `-c ${setting}`).join(' '));
    const { query, pool, close } = await openDatabase({ url: url.href });
    onTestFinished(close);
    let text = '';
    await readFeed(
      (statement) => {
        text = statement.text;
        return query(statement);
      },
      'refundEvent',
      await feedHead(query),
      {},
      100,
    );
    const plan = async (run: (text: string) => Promise<unknown>) => {
      await run(`PREPARE feed AS ${text}`);
      return JSON.stringify(await run(`EXPLAIN EXECUTE feed('1', 1, 100)`));
    };
    // One after the other, the statements run on the same connection.
    expect(await plan((statement) => query({ text: statement, values: [] }))).not.toMatch(/Workers Planned/);
    // The comparison: with the same costs, a connection of the pool would use workers.
    const client = await pool.connect();
    onTestFinished(() => client.release());
    await client.query('SET plan_cache_mode = force_generic_plan');
    expect(await plan((statement) => client.query(statement))).toMatch(/Workers Planned/);
  },
);
