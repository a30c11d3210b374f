import { builder } from '../builder.js';
import { RefundApprovalEvent } from '../types/refund-approval-event.js';
import { AFTER_EVENT, follow, RESUMING } from './follow.js';

const RefundApprovalEventFilter = builder.inputType('RefundApprovalEventFilter', {
  description: 'Which events to follow. An event must meet every given condition.',
  fields: (t) => ({
    approval: t.id({ description: 'Events of this approval. An id that does not exist is an error.' }),
    charge: t.id({
      description: 'Events of the approvals of this charge. An id that does not exist is an error.',
    }),
  }),
});

builder.subscriptionField('refundApprovalEvents', (t) =>
  t.field({
    type: RefundApprovalEvent,
    description: `Events of approvals as they happen: somebody asked, approved or rejected, or nobody did in time. With \`afterEvent\`, the events since that event come first. Each event comes once, and every subscriber gets the events in the same order. An expiry comes up to about a minute after it happened. ${RESUMING}`,
    args: {
      filter: t.arg({
        type: RefundApprovalEventFilter,
        description: 'Which events to follow. Default: all.',
      }),
      afterEvent: t.arg.id({ description: AFTER_EVENT }),
    },
    subscribe: (_, { filter, afterEvent }, context) =>
      follow(context.feeds.refundApprovalEvent, filter ?? {}, afterEvent, context),
    resolve: (event) => event,
  }),
);
