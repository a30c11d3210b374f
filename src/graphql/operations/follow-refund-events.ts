import { GraphQLError } from 'graphql';
import type { RefundEvent as EventRow } from '../../../prisma/generated/prisma/client.js';
import { followEvents, startOfFeed } from '../../refunds/events/follow-events.js';
import { shorten } from '../../rules/text.js';
import { builder } from '../builder.js';
import { requireFilterRow } from '../loading/require-row.js';
import { type RequestErrorCode, requestError } from '../request-error.js';
import { RefundEvent } from '../types/refund-event.js';

const RefundEventFilter = builder.inputType('RefundEventFilter', {
  description: 'Which events to follow. An event must meet every given condition.',
  fields: (t) => ({
    refund: t.id({ description: 'Events of this refund. An id that does not exist is an error.' }),
    charge: t.id({
      description: 'Events of the refunds of this charge. An id that does not exist is an error.',
    }),
    paymentIntent: t.id({
      description: 'Events of the refunds of this payment intent. An id that does not exist is an error.',
    }),
  }),
});

builder.subscriptionField('refundEvents', (t) =>
  t.field({
    type: RefundEvent,
    description:
      'Refund events as they happen. With `afterEvent`, the events since that event come first. Each event comes once, and every subscriber gets the events in the same order. The events of imported refunds are not sent.',
    args: {
      filter: t.arg({ type: RefundEventFilter, description: 'Which events to follow. Default: all.' }),
      afterEvent: t.arg.id({
        description:
          'The id of the last event that you received. You miss no event after it, and get none twice.',
      }),
    },
    subscribe: async (_, { filter, afterEvent }, context): Promise<AsyncIterable<EventRow>> => {
      const { database, feed, followers } = context;
      // The place is taken before anything is awaited, so that followers who come at once cannot exceed the limit.
      const follower = followers.enter();
      if (!follower) throw overloaded();
      // However the request ends, its place is freed: a client may disconnect before its stream starts.
      context.onClosed(follower.leave);
      await requireFilterRow('refund', filter?.refund, context);
      await requireFilterRow('charge', filter?.charge, context);
      await requireFilterRow('paymentIntent', filter?.paymentIntent, context);
      const start = await startOfFeed(database, afterEvent ?? null);
      if (!start)
        throw requestError('RESOURCE_MISSING', `No such event: '${shorten(`${afterEvent}`)}'`, 'afterEvent');
      return followEvents(database, feed, follower, start, filter ?? {});
    },
    resolve: (event) => event,
  }),
);

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
