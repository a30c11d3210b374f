import { GraphQLError } from 'graphql';
import type { Exactly } from '../../ledger/conditions.js';
import type { FeedFilters } from '../../ledger/event-feed.js';
import type { EventModel, Rows } from '../../ledger/tables.js';
import { followEvents, startOfFeed } from '../../refunds/events/follow-events.js';
import type { SharedFeed } from '../../refunds/events/shared-feed.js';
import { shorten } from '../../rules/text.js';
import type { GatewayContext } from '../context.js';
import { requireFilterRows } from '../loading/require-row.js';
import { type RequestErrorCode, requestError } from '../request-error.js';

/** The description of the argument with which a client resumes. */
export const AFTER_EVENT =
  'The id of the last event that you received. You miss no event after it, and get none twice.';

/**
 * The events of a feed for a subscriber.
 *
 * @throws OVERLOADED if the process has as many followers as it takes, of all feeds together; RESOURCE_MISSING if an id
 *   of the filter, or the event, does not exist
 */
export async function follow<M extends EventModel, Given extends FeedFilters[M]>(
  feed: SharedFeed<M>,
  filter: Given & Exactly<FeedFilters[M], Given>,
  afterEvent: string | null | undefined,
  context: GatewayContext,
): Promise<AsyncIterable<Rows[M]>> {
  const { database, followers } = context;
  // The place is taken before anything is awaited, so that followers who come at once cannot exceed the limit.
  const follower = followers.enter();
  if (!follower) throw overloaded();
  // However the request ends, its place is freed: a client may disconnect before its stream starts.
  context.onClosed(follower.leave);
  await requireFilterRows({ ...filter }, context);
  const start = await startOfFeed(database, feed.model, afterEvent ?? null);
  if (!start)
    throw requestError('RESOURCE_MISSING', `No such event: '${shorten(`${afterEvent}`)}'`, 'afterEvent');
  return followEvents(database, feed, follower, start, filter);
}

/** Places become free when other clients leave, which is seldom. */
const RETRY_AFTER_S = 5;

/** The client misses nothing: it can subscribe with `afterEvent` at another process, or here later. */
const overloaded = () =>
  new GraphQLError('This process has as many subscribers as it takes. Try again later.', {
    extensions: {
      code: 'OVERLOADED' satisfies RequestErrorCode,
      retryable: true,
      http: { status: 503, headers: { 'retry-after': `${RETRY_AFTER_S}` } },
    },
  });
