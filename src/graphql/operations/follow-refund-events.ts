import { builder } from '../builder.js';
import { RefundEvent } from '../types/refund-event.js';
import { AFTER_EVENT, follow, RESUMING } from './follow.js';

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
    description: `Refund events as they happen. With \`afterEvent\`, the events since that event come first. Each event comes once, and every subscriber gets the events in the same order. The events of imported refunds are not sent. ${RESUMING}`,
    args: {
      filter: t.arg({ type: RefundEventFilter, description: 'Which events to follow. Default: all.' }),
      afterEvent: t.arg.id({ description: AFTER_EVENT }),
    },
    subscribe: (_, { filter, afterEvent }, context) =>
      follow(context.feeds.refundEvent, filter ?? {}, afterEvent, context),
    resolve: (event) => event,
  }),
);
