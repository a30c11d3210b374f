import { onTestFinished, vi } from 'vitest';
import { EventSignal } from '../../../src/database/event-signal.js';
import type { FeedFilters } from '../../../src/ledger/event-feed.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import type { EventModel } from '../../../src/ledger/tables.js';
import { followEvents, startOfFeed } from '../../../src/refunds/events/follow-events.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { openFeeds } from '../../../src/refunds/events/shared-feed.js';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Shared feeds that nothing wakes, with their own clock: they are read when a test says so. */
export function testFeed(given: Database) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const query = vi.fn(given.query);
  const database = { ...given, query, signal: new EventSignal() };
  onTestFinished(() => database.signal.close());
  const feeds = openFeeds(database);
  const followers = new Followers(Number.POSITIVE_INFINITY);

  /** Waits until all statements are answered. */
  async function settle(): Promise<void> {
    for (let answered = -1; answered !== query.mock.results.length; await nextTurn()) {
      answered = query.mock.results.length;
      await Promise.allSettled(query.mock.results.map(({ value }) => value));
    }
  }

  async function follow<M extends EventModel>(model: M, filter: FeedFilters[M], afterEvent: string | null) {
    const start = await startOfFeed(given, model, afterEvent);
    const follower = followers.enter();
    if (!start || !follower) throw new Error('No such event, or no place');
    const all = filter as Parameters<typeof followEvents<M, FeedFilters[M]>>[4];
    return Object.assign(followEvents(database, feeds[model], follower, start.position, all), {
      leave: follower.leave,
      left: follower.left,
    });
  }

  return {
    query,
    settle,
    /** Lets a second pass, and waits until all statements are answered. */
    async poll(): Promise<void> {
      await vi.advanceTimersByTimeAsync(1_000);
      await settle();
    },
    signal: database.signal,
    /** Lets seconds pass until a condition is met, even while a statement is not answered. */
    async pollUntil(condition: () => boolean): Promise<void> {
      for (; !condition(); await nextTurn()) await vi.advanceTimersByTimeAsync(1_000);
    },
    /** Lets others run for so many turns of the event loop. */
    async turns(count: number): Promise<void> {
      for (let turn = 0; turn < count; turn++) await nextTurn();
    },
    /** Follows the events of refunds after one, or from now on. Nothing is read until the first event is asked for. */
    open: (filter: FeedFilters['refundEvent'] = {}, afterEvent: string | null = null) =>
      follow('refundEvent', filter, afterEvent),
    /** The same for the events of approvals. */
    openApprovals: (filter: FeedFilters['refundApprovalEvent'] = {}, afterEvent: string | null = null) =>
      follow('refundApprovalEvent', filter, afterEvent),
  };
}

/** The ids of the events that a follower gets. It takes each at once. */
export function heardBy(events: AsyncIterable<{ readonly id: string }>) {
  const ids: string[] = [];
  const ended = (async () => {
    for await (const { id } of events) ids.push(id);
  })();
  ended.catch(() => {});
  return { ids, ended };
}
