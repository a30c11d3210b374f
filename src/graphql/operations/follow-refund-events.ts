import { GraphQLError } from 'graphql';
import type { RefundEvent as EventRow } from '../../../prisma/generated/prisma/client.js';
import { followEvents, startOfFeed } from '../../refunds/events/follow-events.js';
import { builder } from '../builder.js';
import { requireFilterRow } from '../loading/require-row.js';
import { type RequestErrorCode, requestError } from '../request-error.js';
import { RefundEvent } from '../types/refund-event.js';

const RefundEventFilter = builder.inputType('RefundEventFilter', {
  description: 'Which events; the conditions that are given all hold.',
  fields: (t) => ({
    refund: t.id({ description: 'Of this refund; an unknown one is an error.' }),
    charge: t.id({ description: 'Of the refunds of this charge; an unknown one is an error.' }),
    paymentIntent: t.id({
      description: 'Of the refunds of this payment intent; an unknown one is an error.',
    }),
  }),
});

builder.subscriptionField('refundEvents', (t) =>
  t.field({
    type: RefundEvent,
    description:
      "Refund events as they happen; after an event's id, first those missed since then. Each once, in one order, through any process. Imported refunds tell none.",
    args: {
      filter: t.arg({ type: RefundEventFilter, description: 'Which ones; all without it.' }),
      afterEvent: t.arg.id({
        description: 'The last event that was seen: nothing after it is missed, none comes twice.',
      }),
    },
    subscribe: async (_, { filter, afterEvent }, context): Promise<AsyncIterable<EventRow>> => {
      const { database, followers } = context;
      if (followers.isFull) throw overloaded();
      await requireFilterRow('refund', filter?.refund, context);
      await requireFilterRow('charge', filter?.charge, context);
      await requireFilterRow('paymentIntent', filter?.paymentIntent, context);
      const start = await startOfFeed(database, afterEvent ?? null);
      if (!start) throw requestError('RESOURCE_MISSING', `No such event: '${afterEvent}'`, 'afterEvent');
      return followEvents(database, followers, start, filter ?? {});
    },
    resolve: (event) => event,
  }),
);

/** Another process, or this one later, can tell the follower what it misses meanwhile. */
const overloaded = () =>
  new GraphQLError('Too many follow the events through this process. Try again later.', {
    extensions: { code: 'OVERLOADED' satisfies RequestErrorCode, http: { status: 503 } },
  });
