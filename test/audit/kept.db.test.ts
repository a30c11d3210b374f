import { expect, test } from 'vitest';
import { auditPolicy } from '../../src/audit/audit-policy.js';
import { forgetEntries } from '../../src/audit/forget-entries.js';
import { readEntries } from '../../src/audit/read-entries.js';
import { parsePolicy } from '../../src/callers/policy-file.js';
import type { Query, Statement } from '../../src/database/sql.js';
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
  await start(parsePolicy('{}'));
  expect(await policies()).toEqual([]);
  await start(strict);
  // Another entry is not the last policy.
  await insertEntries(1, 0, 'nobody');
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
  expect(await policies()).toEqual([written, none, written]);
});

test('rule 14.3: of two policies of one time, the last one is that which was written last', async () => {
  const before = (await policies()).length;
  const client = await holder.database.pool.connect();
  const write = async ({ text, values }: Statement) => (await client.query(text, [...values])).rows;
  try {
    // All entries of a transaction have its time.
    await client.query('BEGIN');
    for (const reasonCodes of [['a'], ['b'], ['b'], ['a']]) {
      clock.advance(1);
      await auditPolicy({ write } as never, { ...NO_POLICY, reasonCodes }, clock);
    }
    await client.query('COMMIT');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  expect(await policies()).toHaveLength(before + 3);
});

test('a policy whose writing is repeated, because no answer came, has one entry', async () => {
  const policy = { ...NO_POLICY, requireNote: true };
  let first = async (): Promise<unknown> => null;
  const write = async (statement: Statement) => {
    first = () => holder.database.write(statement);
    return [];
  };
  await auditPolicy({ write } as never, policy, clock);
  await first();
  await auditPolicy(holder.database, NO_POLICY, clock);
  const before = await policies();
  await first();
  expect(await policies()).toEqual(before);
});

const insertEntries = (count: number, daysOld: number, actor: string) =>
  holder.database.pool.query(
    `INSERT INTO audit_entry (id, created, actor, action, outcome)
     SELECT 'aud_' || gen_random_uuid(), now() - $2::int * interval '1 day' - n * interval '1 second', $3, 'erase', 'done'
     FROM generate_series(1, $1) n`,
    [count, daysOld, actor],
  );
const countOf = async (actor: string) => holder.database.prisma.auditEntry.count({ where: { actor } });

test('rule 14.5: entries older than the retention are deleted in small steps, by several processes, and no others', async () => {
  await insertEntries(1_200, 101, 'old');
  await insertEntries(3, 99, 'young');
  const forget = () => forgetEntries(holder.database, 100);
  const first = await Promise.all([forget(), forget()]);
  expect(first.every((count) => count <= 500)).toBe(true);
  let forgotten = first.reduce((sum, count) => sum + count, 0);
  for (let count = 1; count > 0; forgotten += count) count = await forget();
  expect(forgotten).toBe(1_200);
  expect([await countOf('old'), await countOf('young')]).toEqual([0, 3]);
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
