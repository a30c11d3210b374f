import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { auditPolicy } from '../../src/audit/audit-policy.js';
import { forgetEntries } from '../../src/audit/forget-entries.js';
import { readEntries } from '../../src/audit/read-entries.js';
import { parsePolicy } from '../../src/callers/policy-file.js';
import type { Query, Statement } from '../../src/database/sql.js';
import type { Database } from '../../src/ledger/open-ledger.js';
import { NO_POLICY, type Policy } from '../../src/rules/policy.js';
import { testDatabase } from '../support/databases/test-database.js';
import { TestClock } from '../support/gateways/test-clock.js';

const holder = testDatabase();
const clock = new TestClock();

async function policies(): Promise<unknown[]> {
  const found = await holder.database.prisma.auditEntry.findMany({
    where: { action: 'changePolicy' },
    orderBy: [{ created: 'asc' }, { id: 'asc' }],
  });
  return found.map(({ details }) => JSON.parse(`${details}`));
}

test('rule 14.3: a policy is written when it is another than the last, in the words of its file', async () => {
  const start = (policy: Policy) => auditPolicy(holder.database, policy, clock);
  const limit = { caller: 'desk-*', currency: 'usd', maxAmount: 10_000n, aboveLimit: 'approve' } as const;
  const strict: Policy = {
    ...NO_POLICY,
    limits: [{ ...limit, maxAmountPerDay: null, maxCountPerDay: 50 }],
    refundWindowDays: new Map([['card', 180]]),
  };
  await start(NO_POLICY);
  const before = await policies();
  await start(parsePolicy('{}'));
  expect(await policies()).toEqual(before);
  await start(strict);
  // An entry of another action is not the last policy, however young it is.
  await insertEntries(1, -1, 'nobody');
  for (const policy of [strict, NO_POLICY, NO_POLICY, strict]) await start(policy);
  const none = {
    limits: [],
    reasonCodes: null,
    requireReasonCode: false,
    requireNote: false,
    approvalExpiresHours: 72,
    refundWindowDays: {},
  };
  const written = {
    ...none,
    limits: [{ ...limit, maxAmount: 10_000, maxAmountPerDay: null, maxCountPerDay: 50 }],
    refundWindowDays: { card: 180 },
  };
  expect((await policies()).slice(before.length)).toEqual([written, none, written]);
});

/** Does work on one connection in a transaction, which ends with it. */
async function inTransaction(
  work: (write: Database['write'], client: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await holder.database.pool.connect();
  try {
    await client.query('BEGIN');
    await work(
      async ({ text, values }) =>
        (await client.query({ text, values: [...values], rowMode: 'array' })).rows as unknown[][],
      client,
    );
    await client.query('COMMIT');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

test('rule 14.3: of two policies of one time, the last one is that which was written last', async () => {
  // All entries of a transaction have its time.
  await inTransaction(async (write) => {
    for (const reasonCodes of [['a'], ['b'], ['b'], ['a']])
      await auditPolicy({ write }, { ...NO_POLICY, reasonCodes }, clock);
  });
  expect((await policies()).slice(-3)).toMatchObject([
    { reasonCodes: ['a'] },
    { reasonCodes: ['b'] },
    { reasonCodes: ['a'] },
  ]);
});

test('a policy whose writing is repeated, because no answer came, has one entry', async () => {
  const policy = { ...NO_POLICY, requireNote: true };
  let first = async (): Promise<unknown> => null;
  const write = async (statement: Statement) => {
    first = () => holder.database.write(statement);
    return [];
  };
  await auditPolicy({ write }, policy, clock);
  await first();
  await auditPolicy(holder.database, NO_POLICY, clock);
  const before = await policies();
  await first();
  expect(await policies()).toEqual(before);
});

const insertEntries = (
  count: number,
  daysOld: number,
  actor: string,
  at: Pick<PoolClient, 'query'> = holder.database.pool,
) =>
  at.query(
    `INSERT INTO audit_entry (id, created, actor, action, outcome)
     SELECT 'aud_' || gen_random_uuid(), now() - $2::int * interval '1 day' - n * interval '1 second', $3, 'erase', 'done'
     FROM generate_series(1, $1) n`,
    [count, daysOld, actor],
  );
const countOf = async (actor: string) => holder.database.prisma.auditEntry.count({ where: { actor } });

test('rule 14.5: entries older than the retention are deleted in small steps, by several processes, and no others', async () => {
  const { rows } = await holder.database.pool.query(
    `SELECT count(*)::int AS before FROM audit_entry WHERE created < now() - interval '100 days'`,
  );
  await insertEntries(1_200, 101, 'old');
  await insertEntries(3, 99, 'young');
  const forget = () => forgetEntries(holder.database, 100);
  const first = await Promise.all([forget(), forget()]);
  expect(first.every((count) => count <= 500)).toBe(true);
  let forgotten = first.reduce((sum, count) => sum + count, 0);
  for (let count = 1; count > 0; forgotten += count) count = await forget();
  expect(forgotten).toBe(rows[0].before + 1_200);
  expect([await countOf('old'), await countOf('young')]).toEqual([0, 3]);
});

test('rule 14.5: the oldest entries are deleted first, also if the database reads the young ones first', async () => {
  await inTransaction(async (write, client) => {
    await client.query('SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off');
    // From the youngest to the oldest.
    await insertEntries(501, 101, 'in order', client);
    expect(await forgetEntries({ write }, 100)).toBe(500);
    await insertEntries(1, 101, 'youngest', client);
    const { rows } = await client.query(
      `SELECT count(DISTINCT created)::int AS times FROM audit_entry WHERE actor IN ('in order', 'youngest')`,
    );
    expect(rows).toEqual([{ times: 1 }]);
  });
});

test('the export reads every entry that meets its filter once, newest first, over many pages', async () => {
  await insertEntries(1_234, 40, 'exported');
  await insertEntries(10, 40, 'other');
  const entries = [];
  const sizes: number[] = [];
  let statements = 0;
  const query: Query = (statement) => {
    statements++;
    return holder.database.query(statement);
  };
  for await (const page of readEntries(query, { actor: 'exported' })) {
    entries.push(...page);
    sizes.push(page.length);
  }
  expect({ sizes, statements }).toEqual({ sizes: [500, 500, 234], statements: 3 });
  expect(new Set(entries.map(({ id }) => id)).size).toBe(1_234);
  expect(entries.every(({ actor }) => actor === 'exported')).toBe(true);
  const times = entries.map(({ created }) => created.getTime());
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

test('the export has no page without an entry', async () => {
  const pages = [];
  for await (const page of readEntries(holder.database.query, { actor: 'no one' })) pages.push(page);
  expect(pages).toEqual([]);
});
