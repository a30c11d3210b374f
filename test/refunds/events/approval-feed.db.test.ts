import { beforeAll, expect, test, vi } from 'vitest';
import type { Charge, Refund } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../../src/database/sql.js';
import { MAX_CATCH_UPS } from '../../../src/refunds/events/shared-feed.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { heardBy, testFeed } from '../../support/gateways/test-feed.js';
import { insertApprovals, insertEvents } from '../../support/rows/feed-events.js';
import { insertCharge, insertRefund } from '../../support/rows/ledger-rows.js';

const holder = testDatabase();
let refund!: Refund;
let charge!: Charge;
let other!: Charge;
beforeAll(async () => {
  const { database } = holder;
  [charge, other] = [await insertCharge(database), await insertCharge(database)];
  refund = await insertRefund(database, charge);
  // Time flies in these tests, so every connection is opened before.
  await Promise.all([database.query(sql`SELECT 1`), database.query(sql`SELECT 1`)]);
});
const approvals = (count = 1, of = charge) => insertApprovals(holder.database, of, count);
const refunds = (count = 1) => insertEvents(holder.database, refund, count);

/** The id of the approval that an event belongs to. */
const approvalOf = (event = '') => event.replace('ape_', 'apr_').replace('_requested', '');

test('followers of approvals cost one statement a poll, beside one for followers of refunds', async () => {
  const feed = testFeed(holder.database);
  const both = await Promise.all(
    Array.from({ length: 30 }, async () => [await feed.open(), await feed.openApprovals()] as const),
  );
  const heard = both.map(([ofRefunds, ofApprovals]) => [heardBy(ofRefunds), heardBy(ofApprovals)] as const);
  const events: readonly [string[], string[]] = [[], []];
  // With its first event a follower has caught up, and with the second it has a seat.
  for (const _ of ['caught up', 'seated']) {
    events[0].push(...(await refunds()));
    events[1].push(...(await approvals()));
    await feed.pollUntil(() =>
      heard.every((one) => one.every(({ ids }, index) => ids.length === events[index]?.length)),
    );
  }
  await feed.settle();
  const wait = vi.spyOn(feed.signal, 'wait');
  const perPoll = async () => {
    feed.query.mockClear();
    wait.mockClear();
    await feed.poll();
    return feed.query.mock.calls.map(([{ text }]) => /FROM (refund\w*) t JOIN/.exec(text)?.[1]).toSorted();
  };
  for (let idle = 0; idle < 3; idle++)
    expect(await perPoll()).toEqual(['refund_approval_event', 'refund_event']);
  for (const [ofRefunds, ofApprovals] of heard) {
    expect(ofRefunds.ids).toEqual(events[0]);
    expect(ofApprovals.ids).toEqual(events[1]);
  }
  // Each reader stops with the last follower of its feed.
  for (const [ofRefunds] of both) await ofRefunds.return?.();
  await feed.settle();
  expect(await perPoll()).toEqual(['refund_approval_event']);
  expect(wait.mock.calls.map(([channel]) => channel)).toEqual(['refund_approval_event']);
  for (const [, ofApprovals] of both) await ofApprovals.return?.();
  await feed.settle();
  expect(await perPoll()).toEqual([]);
});

test('followers get only the events that they filter by, before and after they have caught up', async () => {
  const feed = testFeed(holder.database);
  const [start] = await approvals();
  const [one, two] = [await approvals(2), await approvals(2, other)];
  const filters = [
    {},
    { charge: charge.id },
    { charge: other.id },
    { approval: approvalOf(two[0]) },
    { approval: approvalOf(one[0]), charge: other.id },
  ];
  const heard = await Promise.all(
    filters.map(async (filter) => heardBy(await feed.openApprovals(filter, start ?? null))),
  );
  await feed.pollUntil(() => heard[0]?.ids.length === 4);
  const reject = `UPDATE refund_approval SET status = 'rejected', decided_by = 'ben', decided_at = now() WHERE id = $1`;
  await holder.database.pool.query(reject, [approvalOf(two[0])]);
  const rejected = `${two[0]}`.replace('_requested', '_rejected');
  one.push(...(await approvals(2)));
  two.push(rejected, ...(await approvals(2, other)));
  await feed.pollUntil(() => heard[0]?.ids.length === 9);
  expect(heard.map(({ ids }) => ids.toSorted())).toEqual(
    [[...one, ...two], one, two, [two[0], rejected], []].map((ids) => ids.toSorted()),
  );
});

test('followers of both feeds that catch up at once read a few pages at a time, and get one event in each turn', async () => {
  const feed = testFeed(holder.database);
  const [[fromRefund = ''], [fromApproval = '']] = [await refunds(), await approvals()];
  const events = [await refunds(3), await approvals(3)];
  const late = sql`SELECT 1 FROM refund_approval_event
    WHERE id = ANY(${events[1]}::text[]) AND transaction_id >= pg_snapshot_xmin(pg_current_snapshot())`;
  while ((await holder.database.query(late)).length > 0);
  const streams = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 ? feed.openApprovals({}, fromApproval) : feed.open({}, fromRefund),
    ),
  );
  let [reading, most] = [0, 0];
  feed.query.mockImplementation(async (statement) => {
    most = Math.max(most, ++reading);
    try {
      return await holder.database.query(statement);
    } finally {
      reading--;
    }
  });
  const heard = streams.map(heardBy);
  let before = 0;
  for (let total = 0; total < 60; before = total) {
    await feed.turns(1);
    total = heard.reduce((sum, { ids }) => sum + ids.length, 0);
    expect(total - before).toBeLessThanOrEqual(2);
  }
  // Beside them, the two readers of those who have caught up already.
  expect(most).toBeGreaterThanOrEqual(MAX_CATCH_UPS);
  expect(most).toBeLessThanOrEqual(MAX_CATCH_UPS + 2);
  for (const [index, { ids }] of heard.entries()) expect(ids).toEqual(events[index % 2]);
});

test('an event of one feed is no position in the other', async () => {
  const feed = testFeed(holder.database);
  const [[ofRefund = ''], [ofApproval = '']] = [await refunds(), await approvals()];
  await expect(feed.openApprovals({}, ofRefund)).rejects.toThrow('No such event');
  await expect(feed.open({}, ofApproval)).rejects.toThrow('No such event');
});
