import type { EventChange } from '../../refunds/events/record-event.js';
import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { Refund } from './refund.js';
import { RefundStatus } from './refund-enums.js';

const RefundEventType = builder.enumType('RefundEventType', {
  description: 'The type of an event.',
  values: {
    REFUND_CREATED: { value: 'refund_created', description: 'The refund was made.' },
    REFUND_UPDATED: {
      value: 'refund_updated',
      description: 'The status, the reference or the metadata of the refund changed.',
    },
    REFUND_FAILED: { value: 'refund_failed', description: 'The refund failed.' },
  } as const,
});

const RefundEventChange = builder.objectRef<EventChange>('RefundEventChange').implement({
  description: 'One field of a refund, before and after an event.',
  fields: (t) => ({
    field: t.exposeString('field', {
      description: 'The name of the field. Metadata is named by key: `metadata.order_id`.',
    }),
    before: t.exposeString('before', {
      nullable: true,
      description: 'The value before the event, as text; null if there was none.',
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: 'The value after the event, as text; null if there was none.',
    }),
  }),
});

const NOTE = { fields: ['note'] } as const;

export const RefundEvent: RowType<'refundEvent'> = builder.prismaObject('RefundEvent', {
  description: 'Something that happened to a refund. Events are kept for ever.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `evt_`.' }),
    actor: t.exposeString('actor', {
      nullable: true,
      description: "The actor: the caller's name, `sandbox` or `import`; null without authentication.",
    }),
    changes: t.field({
      type: [RefundEventChange],
      description:
        'The changed fields. REFUND_CREATED has none, unless the refund replaces another one or was approved: then they name the other one, or the approval, who asked and who approved.',
      ...computed('refundEvent', ['changes'], ({ changes }) => changes as EventChange[]),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time of the event.' }),
    note: t.string({
      nullable: true,
      description:
        'The note that the refund was made with, for colleagues. Only REFUND_CREATED has one; null if nobody wrote one.',
      ...computed('refundEvent', ['type', 'refundId'], async ({ type, refundId }, _, { load }) =>
        type === 'refund_created' ? ((await load.row('refund', refundId, NOTE))?.note ?? null) : null,
      ),
    }),
    refund: t.field({
      type: Refund,
      description: 'The refund as it is now.',
      ...related('refundEvent', 'refund'),
    }),
    status: t.expose('status', { type: RefundStatus, description: "The refund's status after the event." }),
    type: t.expose('type', { type: RefundEventType, description: 'The type of an event.' }),
  }),
});

const events = listOf('refundEvent', RefundEvent, {
  name: 'RefundEvent',
  description: "A page of a refund's events.",
  edge: 'An event in a list.',
});

builder.prismaObjectFields('Refund', (t) => ({
  events: t.field({
    type: events.Connection,
    description: 'The events of the refund, oldest first.',
    args: t.arg.connectionArgs(),
    ...computed('refund', ['id'], ({ id }, args: PageArgs, context, info) =>
      events.pageOf('refundId', id, args, context, info),
    ),
  }),
}));
