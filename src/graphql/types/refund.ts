import type { Metadata } from '../../rules/metadata.js';
import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import { orderInput } from '../lists/order-by.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { requireFilterRow, requireRow } from '../loading/require-row.js';
import { decimalsColumn, formattedColumn } from './amounts.js';
import { ApplicationFeeRefund } from './application-fee-refund.js';
import { BalanceTransaction } from './balance-transaction.js';
import { Charge } from './charge.js';
import { PaymentIntent } from './payment-intent.js';
import {
  destinationColumns,
  destinationOf,
  nextActionColumns,
  nextActionOf,
  RefundDestinationDetails,
  RefundNextAction,
} from './refund-details.js';
import { RefundFailureReason, RefundPendingReason, RefundReason, RefundStatus } from './refund-enums.js';
import { RefundFilter, refundFilterOf } from './refund-filter.js';
import { answeredLines, RefundLine } from './refund-line.js';
import { TransferReversal } from './transfer-reversal.js';

export const Refund: RowType<'refund'> = builder.prismaObject('Refund', {
  description: 'Money that goes back to a customer: all or part of a charge.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Starts with `re_`, or with `pyr_` for payment methods other than cards.',
    }),
    amount: t.expose('amount', { type: 'SafeInt', description: "In the currency's smallest unit." }),
    amountFormatted: t.string(formattedColumn('refund', 'amount', 'The amount')),
    applicationFeeRefund: t.field({
      type: ApplicationFeeRefund,
      nullable: true,
      description: 'The application fee refund that belongs to the refund.',
      ...related('refund', 'applicationFeeRefund'),
    }),
    balanceTransaction: t.field({
      type: BalanceTransaction,
      nullable: true,
      description:
        "The movement that the refund caused on the account's balance; null if it released an authorization.",
      ...related('refund', 'balanceTransaction'),
    }),
    charge: t.field({
      type: Charge,
      nullable: true,
      description: 'The refunded charge.',
      ...related('refund', 'charge'),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time of creation.' }),
    createdBy: t.exposeString('createdBy', {
      nullable: true,
      description:
        "The actor of its creation: the caller's name, or `import`; null if it was created without authentication.",
    }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('refund')),
    description: t.exposeString('description', {
      nullable: true,
      description: 'Free text about the refund.',
    }),
    destinationDetails: t.field({
      type: RefundDestinationDetails,
      nullable: true,
      description: 'The destination of the money, if it is known.',
      ...computed('refund', destinationColumns, destinationOf),
    }),
    failureBalanceTransaction: t.field({
      type: BalanceTransaction,
      nullable: true,
      description: "The movement by which a failed or canceled refund came back to the account's balance.",
      ...related('refund', 'failureBalanceTransaction'),
    }),
    failureReason: t.expose('failureReason', {
      type: RefundFailureReason,
      nullable: true,
      description: 'The reason why the refund failed or was canceled.',
    }),
    instructionsEmail: t.exposeString('instructionsEmail', {
      nullable: true,
      description:
        'The e-mail address at which the customer is asked for bank details, for payment methods without refunds of their own.',
    }),
    lines: t.field({
      type: [RefundLine],
      description: 'What is refunded, as its caller listed it; empty without a list.',
      ...computed('refund', ['lines', 'currency'], ({ lines, currency }) => answeredLines(lines, currency)),
    }),
    metadata: t.field({
      type: 'Metadata',
      description: "The caller's own keys and values: updateRefundMetadata changes them.",
      ...computed('refund', ['metadata'], ({ metadata }) => metadata as Metadata),
    }),
    nextAction: t.field({
      type: RefundNextAction,
      nullable: true,
      description: 'The action that the refund waits for while it REQUIRES_ACTION.',
      ...computed('refund', ['status', ...nextActionColumns], nextActionOf),
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: 'A note for colleagues. Neither the customer nor a processor is told.',
    }),
    paymentIntent: t.field({
      type: PaymentIntent,
      nullable: true,
      description: "The charge's payment intent, if there is one.",
      ...related('refund', 'paymentIntent'),
    }),
    pendingReason: t.expose('pendingReason', {
      type: RefundPendingReason,
      nullable: true,
      description: 'The reason why the refund is PENDING.',
    }),
    reason: t.expose('reason', {
      type: RefundReason,
      nullable: true,
      description: 'The reason for the refund.',
    }),
    reasonCode: t.exposeString('reasonCode', {
      nullable: true,
      description: "The operator's own reason, from the list that the policy defines.",
    }),
    receiptNumber: t.exposeString('receiptNumber', {
      nullable: true,
      description: 'The number on the receipt that was sent for the refund.',
    }),
    sourceTransferReversal: t.field({
      type: TransferReversal,
      nullable: true,
      description: 'The transfer reversal that caused this refund, if there is one.',
      ...related('refund', 'sourceTransferReversal'),
    }),
    status: t.expose('status', { type: RefundStatus, description: 'The status of the refund.' }),
    transferReversal: t.field({
      type: TransferReversal,
      nullable: true,
      description: 'The transfer reversal that belongs to the refund.',
      ...related('refund', 'transferReversal'),
    }),
  }),
});

const refunds = listOf('refund', Refund, {
  name: 'Refund',
  description: 'A page of refunds.',
  edge: 'A refund in a list.',
  totalCount: 'The number of refunds in the whole list. Counted only if selected.',
});

const RefundOrder = orderInput('Refund', 'refunds');

builder.queryFields((t) => ({
  refund: t.field({
    type: Refund,
    nullable: true,
    description: 'The refund with this id. If there is none: null, and an error `RESOURCE_MISSING`.',
    args: { id: t.arg.id({ required: true, description: 'Starts with `re_` or `pyr_`.' }) },
    resolve: (_, { id }, context, info) => requireRow('refund', id, context, info),
  }),
  refunds: t.field({
    type: refunds.Connection,
    description: 'Refunds, newest first unless `orderBy` says otherwise.',
    args: {
      filter: t.arg({ type: RefundFilter, description: 'Which ones to list. Default: all.' }),
      orderBy: t.arg({ type: RefundOrder, description: 'The order of the list. Default: newest first.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, args, context, info) => {
      const page = await refunds.page(args, refundFilterOf(args.filter, context), context, info);
      if (page.nodes.length === 0) {
        await requireFilterRow('charge', args.filter?.charge, context);
        await requireFilterRow('paymentIntent', args.filter?.paymentIntent, context);
      }
      return page;
    },
  }),
}));

builder.prismaObjectFields('Charge', (t) => ({
  refunds: t.field({
    type: refunds.Connection,
    description: 'Its refunds, newest first.',
    args: t.arg.connectionArgs(),
    ...computed('charge', ['id'], ({ id }, args: PageArgs, context, info) =>
      refunds.pageOf('chargeId', id, args, context, info),
    ),
  }),
}));

builder.prismaObjectFields('PaymentIntent', (t) => ({
  refunds: t.field({
    type: refunds.Connection,
    description: 'The refunds of all its charges, newest first.',
    args: t.arg.connectionArgs(),
    ...computed('paymentIntent', ['id'], ({ id }, args: PageArgs, context, info) =>
      refunds.pageOf('paymentIntentId', id, args, context, info),
    ),
  }),
}));
