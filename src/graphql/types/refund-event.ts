import type { StoredRows } from '../../ledger/tables.js';
import type { EventChange } from '../../refunds/events/record-event.js';
import { builder } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { Refund } from './refund.js';
import { RefundStatus } from './refund-enums.js';

const RefundEventType = builder.enumType('RefundEventType', {
  description: 'What kind of thing happened.',
  values: {
    REFUND_CREATED: { value: 'refund_created', description: 'The refund was made.' },
    REFUND_UPDATED: {
      value: 'refund_updated',
      description: 'Its status, its reference or its metadata changed.',
    },
    REFUND_FAILED: { value: 'refund_failed', description: 'It failed.' },
  } as const,
});

const RefundEventChange = builder.objectRef<EventChange>('RefundEventChange').implement({
  description: 'One field of a refund, before and after an event.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Its name; of metadata by key: `metadata.order_id`.' }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'Its value before, as text; null for none.',
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'Its value after, as text; null for none.',
    }),
  }),
});

export const RefundEvent = builder.objectRef<StoredRows['refundEvent']>('RefundEvent').implement({
  description: 'One thing that happened to a refund, kept for ever, oldest first.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `evt_`.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: "Who did it: the caller's name, `sandbox` or `import`; null without authentication.",
    }),
    changes: t.field({
      type: [RefundEventChange],
      description: 'What it changed; empty for REFUND_CREATED.',
      ...computed('refundEvent', ['changes'], ({ changes }) => changes as EventChange[]),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'When it happened.' }),
    refund: t.field({
      type: Refund,
      description: 'The refund as it is now.',
      ...related('refundEvent', 'refund'),
    }),
    status: t.expose('status', { type: RefundStatus, description: 'The status that the event left behind.' }),
    type: t.expose('type', { type: RefundEventType, description: 'What kind of thing happened.' }),
  }),
});

const events = listOf('refundEvent', RefundEvent, {
  name: 'RefundEvent',
  description: "A page of a refund's events.",
  edge: 'An event in a list.',
});

builder.objectFields(Refund, (t) => ({
  events: t.field({
    type: events.Connection,
    description: 'What happened to it, oldest first.',
    args: t.arg.connectionArgs(),
    ...computed('refund', ['id'], ({ id }, args: PageArgs, context, info) =>
      events.pageOf('refundId', id, args, context, info),
    ),
  }),
}));
