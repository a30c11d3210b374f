import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { RefundApproval } from './refund-approval.js';

const RefundApprovalEventType = builder.enumType('RefundApprovalEventType', {
  description: 'The type of an event of an approval. Each happens to an approval once at most.',
  values: {
    APPROVAL_REQUESTED: { value: 'requested', description: 'Somebody asked for a refund.' },
    APPROVAL_APPROVED: {
      value: 'approved',
      description: 'Somebody else approved it. The refund was made, with an event of its own.',
    },
    APPROVAL_REJECTED: { value: 'rejected', description: 'Somebody else rejected it.' },
    APPROVAL_EXPIRED: { value: 'expired', description: 'Nobody decided in time.' },
  } as const,
});

export const RefundApprovalEvent: RowType<'refundApprovalEvent'> = builder.prismaObject(
  'RefundApprovalEvent',
  {
    description: 'Something that happened to an approval. Events are kept for ever.',
    interfaces: [builder.nodeInterfaceRef()],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'Starts with `ape_`.' }),
      actor: t.exposeString('actor', {
        nullable: true,
        description:
          "The caller's name: who asked, approved or rejected. Null if it expired, and without authentication.",
      }),
      approval: t.field({
        type: RefundApproval,
        description: 'The approval as it is now.',
        ...related('refundApprovalEvent', 'approval'),
      }),
      created: t.expose('created', {
        type: 'DateTime',
        description:
          'The time of the event. Of APPROVAL_EXPIRED it is the `expiresAt` of the approval, although the event is written up to about a minute later.',
      }),
      type: t.expose('type', { type: RefundApprovalEventType, description: 'The type of the event.' }),
    }),
  },
);

const events = listOf('refundApprovalEvent', RefundApprovalEvent, {
  name: 'RefundApprovalEvent',
  description: "A page of an approval's events.",
  edge: 'An event in a list.',
});

builder.prismaObjectFields('RefundApproval', (t) => ({
  events: t.field({
    type: events.Connection,
    description:
      'The events of the approval, oldest first. An expiry is among them up to about a minute after it happened.',
    args: t.arg.connectionArgs(),
    ...computed('refundApproval', ['id'], ({ id }, args: PageArgs, context, info) =>
      events.pageOf('approvalId', id, args, context, info),
    ),
  }),
}));
