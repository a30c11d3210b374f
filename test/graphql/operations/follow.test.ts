import { expect, test, vi } from 'vitest';
import type { GatewayContext } from '../../../src/graphql/context.js';
import { follow } from '../../../src/graphql/operations/follow.js';
import { Followers } from '../../../src/refunds/events/followers.js';
import { openFeeds } from '../../../src/refunds/events/shared-feed.js';

/** A request for events, over a ledger that has none. */
function asking(given: Partial<GatewayContext> = {}) {
  const followers = new Followers(1);
  const closing: (() => void)[] = [];
  const database = { query: async () => [] } as unknown as GatewayContext['database'];
  const context = {
    ...{ database, followers, lastEventId: null, onClosed: (leave: () => void) => void closing.push(leave) },
    ...given,
  } as unknown as GatewayContext;
  const feed = openFeeds(database).refundEvent;
  return { followers, closing, follow: (after?: string) => follow(feed, {}, after, context) };
}

test('an unknown event is told with 64 characters of its id, and where it was given', async () => {
  const id = 'evt '.repeat(50);
  await expect(asking().follow(id)).rejects.toMatchObject({
    message: expect.stringMatching(/^No such event: '.{1,65}'$/),
    extensions: { code: 'RESOURCE_MISSING', param: 'afterEvent' },
  });
  await expect(asking({ lastEventId: id }).follow()).rejects.toMatchObject({
    message: expect.stringMatching(/^No such event, in the header Last-Event-ID: '.{1,65}'$/),
    extensions: { code: 'RESOURCE_MISSING' },
  });
});

test('the place of a follower is freed when its request ends, also one that cannot start', async () => {
  const { followers, closing, follow } = asking();
  await expect(follow('evt_no')).rejects.toThrow('No such event');
  expect(followers.enter()).toBeNull();
  for (const leave of closing) leave();
  expect(followers.enter()).not.toBeNull();
});

test('a follower without a place is told to come back in five seconds, and nothing is read', async () => {
  const query = vi.fn();
  const { followers, follow } = asking({ database: { query } as unknown as GatewayContext['database'] });
  followers.enter();
  await expect(follow('evt_no')).rejects.toMatchObject({
    message: 'This process has as many subscribers as it takes. Try again later.',
    extensions: {
      ...{ code: 'OVERLOADED', retryable: true },
      http: { status: 503, headers: { 'retry-after': '5' } },
    },
  });
  expect(query).not.toHaveBeenCalled();
});
