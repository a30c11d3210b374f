import { describe, expect, test, vi } from 'vitest';
import type { FeedEvent, FeedFilters } from '../../../src/ledger/event-feed.js';
import { Seat } from '../../../src/refunds/events/seat.js';

type Event = FeedEvent<'refundEvent'>;

/** So many events of a refund, in their order. */
const eventsOf = (count: number, refund = 're_1'): Event[] =>
  Array.from(
    { length: count },
    (_, at) =>
      ({ row: { id: `evt_${at}` }, facts: { refund, charge: 'ch_1', paymentIntent: null } }) as Event,
  );
/** A seat, and how often it has ended. */
function taken(filter: FeedFilters['refundEvent'] = {}) {
  const onEnd = vi.fn();
  const seat = new Seat<'refundEvent'>({ transaction: 0n, position: 0n }, filter, onEnd);
  return { seat, onEnd };
}
/** The ids of the events that come until the seat has ended. */
async function heardFrom(seat: Seat<'refundEvent'>) {
  const ids: string[] = [];
  for await (const { row } of seat.events()) ids.push(row.id);
  return ids;
}
const idsOf = (events: readonly Event[]) => events.map(({ row }) => row.id);

describe('a follower that is slow', () => {
  test.each([[[100]], [[60, 40]], [[99, 1]]])('keeps its seat with a hundred events: %j', async (pages) => {
    const { seat, onEnd } = taken();
    for (const count of pages) seat.offer(eventsOf(count));
    expect(onEnd).not.toHaveBeenCalled();
    seat.leave();
    expect(await heardFrom(seat)).toEqual(pages.flatMap((count) => idsOf(eventsOf(count))));
  });

  test.each([
    [[101], 0],
    [[60, 41], 60],
    [[100, 1], 100],
  ])('loses it with one more, and gets those that it has: %j', async (pages, kept) => {
    const { seat, onEnd } = taken();
    for (const count of pages) seat.offer(eventsOf(count));
    expect(onEnd).toHaveBeenCalledOnce();
    expect(await heardFrom(seat)).toEqual(idsOf(eventsOf(kept)));
  });

  test('loses no seat by events that it does not follow', async () => {
    const { seat, onEnd } = taken({ refund: 're_1' });
    seat.offer([...eventsOf(100), ...eventsOf(100, 're_2')]);
    expect(onEnd).not.toHaveBeenCalled();
    seat.leave();
    expect(await heardFrom(seat)).toEqual(idsOf(eventsOf(100)));
  });
});

test('a follower gets an event that comes while it waits, and ends when its seat does', async () => {
  const { seat, onEnd } = taken();
  const events = seat.events();
  const [waiting, [event]] = [events.next(), eventsOf(1)];
  seat.offer(eventsOf(1));
  expect(await waiting).toEqual({ value: event, done: false });
  const last = events.next();
  seat.leave();
  seat.leave();
  expect(await last).toEqual({ value: undefined, done: true });
  expect(onEnd).toHaveBeenCalledOnce();
});

test('a follower gets what it has before the error that ended its seat, and the first error counts', async () => {
  const { seat } = taken();
  seat.offer(eventsOf(2));
  seat.leave(new Error('The database is broken'));
  seat.leave(new Error('The database is away'));
  const events = seat.events();
  expect(idsOf([(await events.next()).value as Event, (await events.next()).value as Event])).toEqual(
    idsOf(eventsOf(2)),
  );
  await expect(events.next()).rejects.toThrow('The database is broken');
});
