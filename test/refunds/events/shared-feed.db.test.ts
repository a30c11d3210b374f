import { getEventListeners } from 'node:events';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Refund } from '../../../prisma/generated/prisma/client.js';
import { sql } from '../../../src/database/sql.js';
import { BATCH_SIZE, MAX_CATCH_UPS } from '../../../src/refunds/events/shared-feed.js';
import { createRandom, type Random } from '../../../src/sample-data/random.js';
import { testDatabase } from '../../support/databases/test-database.js';
import { heardBy, testFeed } from '../../support/gateways/test-feed.js';
import { insertEvents } from '../../support/rows/feed-events.js';
import { insertCharge, insertPaymentIntent, insertRefund } from '../../support/rows/ledger-rows.js';

const holder = testDatabase();
let refund!: Refund;
let other!: Refund;
beforeAll(async () => {
  const { database } = holder;
  const newRefund = async () => {
    const { id: paymentIntentId } = await insertPaymentIntent(database);
    return insertRefund(database, await insertCharge(database, { paymentIntentId }));
  };
  [refund, other] = [await newRefund(), await newRefund()];
  // Time flies in these tests, so every connection is opened before.
  await Promise.all([database.query(sql`SELECT 1`), database.query(sql`SELECT 1`)]);
});
const insert = (count = 1, of = refund) => insertEvents(holder.database, of, count);

/** Waits until events can be read: on a busy server, a transaction of another database may still hold them back. */
async function published(ids: readonly string[]): Promise<void> {
  const late = sql`SELECT 1 FROM refund_event
    WHERE id = ANY(${ids}::text[]) AND transaction_id >= pg_snapshot_xmin(pg_current_snapshot())`;
  while ((await holder.database.query(late)).length > 0);
}

describe('all followers of a process', () => {
  test('cost one statement a poll, and none once the last has left', async () => {
    const feed = testFeed(holder.database);
    const streams = await Promise.all(Array.from({ length: 50 }, () => feed.open()));
    const heard = streams.map(heardBy);
    const events: string[] = [];
    // With its first event a follower has caught up, and with the second it has a seat.
    for (const _ of ['caught up', 'seated']) {
      events.push(...(await insert()));
      await feed.pollUntil(() => heard.every(({ ids }) => ids.length === events.length));
    }
    await feed.settle();
    for (let idle = 0; idle < 3; idle++) {
      feed.query.mockClear();
      await feed.poll();
      expect(feed.query).toHaveBeenCalledOnce();
    }
    events.push(...(await insert()));
    feed.query.mockClear();
    let polls = 0;
    for (; !heard.every(({ ids }) => ids.length === events.length); polls++) await feed.poll();
    expect(feed.query).toHaveBeenCalledTimes(polls);
    for (const { ids } of heard) expect(ids).toEqual(events);

    // The others keep their reader when one leaves, so none has to read by itself.
    feed.query.mockClear();
    await streams[0]?.return?.();
    await feed.settle();
    expect(feed.query).not.toHaveBeenCalled();
    for (const stream of streams) await stream.return?.();
    await feed.settle();
    feed.query.mockClear();
    await feed.poll();
    expect(feed.query).not.toHaveBeenCalled();
    // One that comes later starts the reader anew.
    const late = heardBy(await feed.open({}, events[0]));
    await feed.pollUntil(() => late.ids.length === 2);
    expect(late.ids).toEqual(events.slice(1));
  });

  test('get more events than one statement reads without waiting for the next poll', async () => {
    const feed = testFeed(holder.database);
    const follower = heardBy(await feed.open());
    const events: string[] = [];
    for (const _ of ['caught up', 'seated']) {
      events.push(...(await insert()));
      await feed.pollUntil(() => follower.ids.length === events.length);
    }
    events.push(...(await insert(BATCH_SIZE + 1)));
    await published(events);
    await feed.poll();
    await feed.turns(events.length);
    expect(follower.ids).toEqual(events);
  });

  test('get only the events that they filter by, before and after they have caught up', async () => {
    const feed = testFeed(holder.database);
    const [start] = await insert();
    const [one, two] = [await insert(2), await insert(2, other)];
    const heard = await Promise.all(
      [
        {},
        { refund: refund.id },
        { charge: other.chargeId },
        { paymentIntent: refund.paymentIntentId },
        { refund: refund.id, charge: other.chargeId },
      ].map(async (filter) => heardBy(await feed.open(filter, start))),
    );
    const wanted = () => [[...one, ...two], one, two, one, []].map((ids) => ids.toSorted());
    const all = () => heard.every(({ ids }, follower) => ids.length >= Number(wanted()[follower]?.length));
    await feed.pollUntil(all);
    one.push(...(await insert(2)));
    two.push(...(await insert(2, other)));
    await feed.pollUntil(all);
    expect(heard.map(({ ids }) => ids.toSorted())).toEqual(wanted());
  });

  test('that catch up at once read a few pages at a time, and get one event in each turn of the event loop', async () => {
    const feed = testFeed(holder.database);
    const [start] = await insert();
    const events = await insert(3);
    await published(events);
    const streams = await Promise.all(Array.from({ length: 20 }, () => feed.open({}, start)));
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
    // Beside them, the reader of those who have caught up already.
    expect(most).toBeGreaterThanOrEqual(MAX_CATCH_UPS);
    expect(most).toBeLessThanOrEqual(MAX_CATCH_UPS + 1);
    for (const { ids } of heard) expect(ids).toEqual(events);
  });

  test('get the error of the shared reader, and miss nothing when they come back', async () => {
    const feed = testFeed(holder.database);
    const [start] = await insert();
    const before = [heardBy(await feed.open({}, start)), heardBy(await feed.open({}, start))];
    const [seen] = await insert();
    await feed.pollUntil(() => before.every(({ ids }) => ids.length === 1));
    feed.query.mockRejectedValueOnce(new Error('The database is broken'));
    await feed.poll();
    for (const { ended } of before) await expect(ended).rejects.toThrow('The database is broken');
    const missed = await insert(3);
    const after = heardBy(await feed.open({}, seen));
    await feed.pollUntil(() => after.ids.length === missed.length);
    expect(after.ids).toEqual(missed);
  });

  test('end when the signal is closed', async () => {
    const feed = testFeed(holder.database);
    const heard = [heardBy(await feed.open()), heardBy(await feed.open())];
    await feed.poll();
    await feed.signal.close();
    await Promise.all(heard.map(({ ended }) => ended));
    expect(heard.map(({ ids }) => ids)).toEqual([[], []]);
  });
});

describe('a follower', () => {
  test('that joins behind the shared reader gets what the reader read before', async () => {
    const feed = testFeed(holder.database);
    const first = heardBy(await feed.open());
    await feed.poll();
    const late = await feed.open();
    // Its own first reading ends before the event, and the reader is beyond it when the follower joins.
    const answer = feed.query.getMockImplementation();
    const events: string[] = [];
    feed.query.mockImplementationOnce(async (statement) => {
      const rows = await (answer ?? holder.database.query)(statement);
      events.push(...(await insert()));
      await feed.pollUntil(() => first.ids.length === 1);
      return rows;
    });
    const heard = heardBy(late);
    await feed.pollUntil(() => heard.ids.length === 1);
    events.push(...(await insert()));
    await feed.pollUntil(() => heard.ids.length === 2 && first.ids.length === 2);
    expect(heard.ids).toEqual(events);
  });

  test('that joins where the shared reader is has read once by itself', async () => {
    const feed = testFeed(holder.database);
    heardBy(await feed.open());
    await feed.poll();
    const late = await feed.open();
    feed.query.mockClear();
    heardBy(late);
    await feed.settle();
    expect(feed.query).toHaveBeenCalledOnce();
  });

  test('that joins ahead of the shared reader does not get again what it read by itself', async () => {
    const feed = testFeed(holder.database);
    const first = heardBy(await feed.open());
    await feed.poll();
    const late = await feed.open();
    const events = await insert();
    await published(events);
    // Time stands still, so the reader does not read the event yet.
    const second = heardBy(late);
    await feed.settle();
    expect(first.ids).toEqual([]);
    events.push(...(await insert()));
    await feed.pollUntil(() => first.ids.length === 2 && second.ids.length >= 2);
    expect([first.ids, second.ids]).toEqual([events, events]);
  });

  test('that is slow neither holds up the others nor queues more than a page, and gets every event', async () => {
    const feed = testFeed(holder.database);
    const [quick, slow] = [heardBy(await feed.open()), await feed.open()];
    const events: string[] = [];
    const take = async () => {
      const next = slow.next();
      let id: string | undefined;
      void next.then(({ value }) => {
        id = value?.id;
      });
      await feed.pollUntil(() => id !== undefined);
      return id;
    };
    for (let seated = 0; seated < 2; seated++) {
      events.push(...(await insert()));
      expect(await take()).toBe(events.at(-1));
    }
    const listeners = () => getEventListeners(slow.left, 'abort').length;
    const withOneSeat = listeners();
    for (let pages = 0; pages < 4; pages++) {
      events.push(...(await insert(70)));
      await feed.pollUntil(() => quick.ids.length === events.length);
    }
    expect(quick.ids).toEqual(events);
    // The first 70 are in its queue. It reads the rest by itself, in pages of a hundred.
    feed.query.mockClear();
    for (const id of events.slice(2, 72)) expect((await slow.next()).value).toMatchObject({ id });
    expect(feed.query).not.toHaveBeenCalled();
    for (const id of events.slice(72)) expect(await take()).toBe(id);
    const taken = take();
    events.push(...(await insert()));
    expect(await taken).toBe(events.at(-1));
    await feed.pollUntil(() => quick.ids.length === events.length);
    expect(quick.ids).toEqual(events);
    const sizes = feed.query.mock.settledResults.map(({ type, value }) =>
      type === 'fulfilled' ? value.length : 0,
    );
    expect(Math.max(...sizes)).toBe(100);
    // It has its second seat. The first one no longer listens to its end.
    expect(listeners()).toBe(withOneSeat);
  });

  test.each(['return', 'leave'] as const)('that leaves while it waits ends at once: %s', async (how) => {
    const feed = testFeed(holder.database);
    const events = await feed.open({ charge: 'ch_without_events' });
    const next = events.next();
    await feed.poll();
    feed.query.mockClear();
    await (how === 'return' ? events.return?.() : events.leave());
    expect(await next).toEqual({ value: undefined, done: true });
    for (let seconds = 0; seconds < 5; seconds++) await feed.poll();
    expect(feed.query).not.toHaveBeenCalled();
  });

  test('that leaves while it catches up ends, and takes no seat', async () => {
    const feed = testFeed(holder.database);
    const [first, ...later] = [...(await insert()), ...(await insert(3))];
    await published(later);
    const events = await feed.open({}, first ?? null);
    const ids: string[] = [];
    for await (const { id } of events) {
      ids.push(id);
      events.leave();
    }
    expect(ids[0]).toBe(later[0]);
    feed.query.mockClear();
    await feed.poll();
    expect(feed.query).not.toHaveBeenCalled();
  });

  test('that left before it started reads nothing', async () => {
    const feed = testFeed(holder.database);
    const events = await feed.open();
    events.leave();
    expect(await events.next()).toEqual({ value: undefined, done: true });
    expect(feed.query).not.toHaveBeenCalled();
  });
});

/** One client: it follows for a while, takes its time, leaves or loses its stream, and resumes where it was. */
async function followOnAndOff(
  feed: ReturnType<typeof testFeed>,
  { filter, from, count, random }: { filter: object; from: string; count: number; random: Random },
): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const events = await feed.open(filter, ids.at(-1) ?? from);
    try {
      for (let stay = random.between(1, 250); stay > 0 && ids.length < count; stay--) {
        const { value, done } = await events.next();
        if (done) break;
        ids.push(value.id);
        if (random.happens(0.02)) await feed.turns(random.between(1, 200));
      }
    } catch (error) {
      expect(error).toEqual(BROKEN);
    }
    await events.return?.();
  }
  return ids;
}
const BROKEN = new Error('The connection broke');

test.each([1, 2, 3])(
  'followers that come and go while statements fail get each event once, in order: seed %i',
  async (seed) => {
    const feed = testFeed(holder.database);
    const random = createRandom(seed);
    const [from] = (await insert()) as [string];
    const all: { readonly id: string; readonly of: Refund }[] = [];
    feed.query.mockImplementation((statement) =>
      random.happens(0.03) ? Promise.reject(BROKEN) : holder.database.query(statement),
    );
    const batches = Array.from({ length: 15 }, () => ({
      count: random.between(1, 130),
      of: random.pick([refund, other]),
    }));
    const countOf = (wanted: readonly Refund[]) =>
      batches.reduce((sum, { count, of }) => sum + (wanted.includes(of) ? count : 0), 0);
    const clients = Array.from({ length: 8 }, (_, index) => {
      const wanted = [[refund, other], [refund], [other]][index % 3] as readonly Refund[];
      const filter = wanted.length === 1 ? { charge: wanted[0]?.chargeId } : {};
      return { wanted, ids: followOnAndOff(feed, { filter, from, count: countOf(wanted), random }) };
    });
    let done = false;
    const time = feed.pollUntil(() => done);
    for (const { count, of } of batches) {
      all.push(...(await insert(count, of)).map((id) => ({ id, of })));
      await feed.turns(random.between(1, 300));
    }
    for (const { wanted, ids } of clients)
      expect(await ids).toEqual(all.filter(({ of }) => wanted.includes(of)).map(({ id }) => id));
    done = true;
    await time;
  },
);
