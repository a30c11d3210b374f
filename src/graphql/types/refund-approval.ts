import type { CreateRefundInput } from '../../rules/refund-input.js';
import { builder, type RowType } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { requireFilterRow } from '../loading/require-row.js';
import { rowSelection } from '../loading/selection.js';
import { decimalsColumn, formattedColumn } from './amounts.js';
import { Charge } from './charge.js';
import { Refund } from './refund.js';
import { RefundReason } from './refund-enums.js';
import { answeredLines, RefundLine } from './refund-line.js';

const RefundApprovalStatus = builder.enumType('RefundApprovalStatus', {
  description: 'The status of an approval. All but PENDING are final.',
  values: {
    PENDING: { value: 'pending', description: 'Somebody else than who asked can approve or reject it.' },
    APPROVED: { value: 'approved', description: 'The refund was made.' },
    REJECTED: { value: 'rejected', description: 'The refund was not made.' },
    EXPIRED: { value: 'expired', description: 'Nobody decided in time. The refund was not made.' },
  } as const,
});

export const RefundApproval: RowType<'refundApproval'> = builder.prismaObject('RefundApproval', {
  description: 'A refund that waits for somebody else to approve it, or did. It holds nothing of its charge.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `apr_`.' }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The amount to refund, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedColumn('refundApproval', 'amount', 'The amount')),
    charge: t.field({
      type: Charge,
      description: 'The charge to refund.',
      ...related('refundApproval', 'charge'),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time when somebody asked for it.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('refundApproval')),
    decidedAt: t.expose('decidedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time when it was approved or rejected.',
    }),
    decidedBy: t.exposeString('decidedBy', {
      nullable: true,
      description: 'The caller who approved or rejected it; never the one who asked.',
    }),
    decisionNote: t.exposeString('decisionNote', {
      nullable: true,
      description: 'What that caller noted.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'If nobody has decided by this time, it is EXPIRED.',
    }),
    lines: t.field({
      type: [RefundLine],
      description: 'What is to be refunded, as its caller listed it; empty without a list.',
      ...computed('refundApproval', ['input', 'currency'], ({ input, currency }) =>
        answeredLines(inputValue(input, 'lines'), currency),
      ),
    }),
    message: t.exposeString('message', { description: 'The reason why it needs approval.' }),
    note: t.string({
      nullable: true,
      description: 'The note of who asked.',
      ...computed('refundApproval', ['input'], ({ input }) => textOf(input, 'note')),
    }),
    reason: t.field({
      type: RefundReason,
      nullable: true,
      description: 'The reason for the refund.',
      ...computed(
        'refundApproval',
        ['input'],
        ({ input }) => inputValue(input, 'reason') as CreateRefundInput['reason'],
      ),
    }),
    reasonCode: t.string({
      nullable: true,
      description: "The operator's own reason, as who asked gave it.",
      ...computed('refundApproval', ['input'], ({ input }) => textOf(input, 'reasonCode')),
    }),
    refund: t.field({
      type: Refund,
      nullable: true,
      description: 'The refund that approval made.',
      ...related('refundApproval', 'refund'),
    }),
    replaces: t.field({
      type: Refund,
      nullable: true,
      description: 'The failed or canceled refund that the refund is to make good.',
      ...computed('refundApproval', ['input'], ({ input }, _, { load }, info) => {
        const id = textOf(input, 'replaces');
        return id === null ? null : load.row('refund', id, rowSelection(info, 'refund'));
      }),
    }),
    requestedBy: t.exposeString('requestedBy', {
      nullable: true,
      description: 'The caller who asked for it.',
    }),
    status: t.expose('status', {
      type: RefundApprovalStatus,
      description: "The status now, by the database's clock.",
    }),
  }),
});

/** A value of the kept input; null if it has none. */
const inputValue = (input: unknown, name: string): unknown =>
  (input as Readonly<Record<string, unknown>>)[name] ?? null;
const textOf = (input: unknown, name: 'note' | 'reasonCode' | 'replaces') =>
  inputValue(input, name) as string | null;

const RefundApprovalFilter = builder.inputType('RefundApprovalFilter', {
  description: 'Which approvals to list. An approval must meet every given condition.',
  fields: (t) => ({
    charge: t.id({
      description: 'Of this charge. An id that does not exist is an error, not an empty list.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Created in this range of time.' }),
    status: t.field({
      type: [RefundApprovalStatus],
      description: 'Has one of these statuses. An empty list matches nothing.',
    }),
  }),
});

const approvals = listOf('refundApproval', RefundApproval, {
  name: 'RefundApproval',
  description: 'A page of approvals.',
  edge: 'An approval in a list.',
  totalCount: 'The number of approvals in the whole list. Counted only if selected.',
});

builder.queryField('refundApprovals', (t) =>
  t.field({
    type: approvals.Connection,
    description: 'Refunds that wait for approval, or did, newest first.',
    args: {
      filter: t.arg({ type: RefundApprovalFilter, description: 'Which ones to list. Default: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, args, context, info) => {
      const page = await approvals.page(args, args.filter ?? {}, context, info);
      if (page.nodes.length === 0) await requireFilterRow('charge', args.filter?.charge, context);
      return page;
    },
  }),
);
