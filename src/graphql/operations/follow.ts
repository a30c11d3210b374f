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
  'The id of the last event that you received. You miss no event after it, and get none twice. The header `Last-Event-ID` means the same and takes precedence, because a client that reconnects by itself repeats its variables.';

/** How a client resumes; for the description of a subscription. */
export const RESUMING =
  'When a gateway restarts, it cuts its streams without `complete`, so clients reconnect. Each event has its id as the `id` of server-sent events: an EventSource sends it as the header `Last-Event-ID` and misses nothing. Other clients repeat their variables, so they must send this header themselves when they reconnect; without it they miss what happened meanwhile, or get again what came since `afterEvent`.';

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
): Promise<AsyncIterable<Rows[M]> & { readonly startId: string }> {
  const { database, followers, lastEventId } = context;
  // The place is taken before anything is awaited, so that followers who come at once cannot exceed the limit.
  const follower = followers.enter();
  if (!follower) throw overloaded();
  // However the request ends, its place is freed: a client may disconnect before its stream starts.
  context.onClosed(follower.leave);
  await requireFilterRows({ ...filter }, context);
  const after = lastEventId ?? afterEvent ?? null;
  const start = await startOfFeed(database, feed.model, after);
  if (!start) throw noSuchEvent(`${after}`, lastEventId !== null);
  const events = followEvents(database, feed, follower, start.position, filter);
  return Object.assign(events, { startId: start.id });
}

const noSuchEvent = (id: string, isOfHeader: boolean) =>
  isOfHeader
    ? requestError('RESOURCE_MISSING', `No such event, in the header Last-Event-ID: '${shorten(id)}'`)
    : requestError('RESOURCE_MISSING', `No such event: '${shorten(id)}'`, 'afterEvent');

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
