import type { Metadata } from '../../rules/metadata.js';
import { builder, type RowType } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { requireRow } from '../loading/require-row.js';
import {
  decimalsColumn,
  type FormatArgs,
  formatArgs,
  formatted,
  formattedColumn,
  safeSum,
} from './amounts.js';

const PaymentIntentStatus = builder.enumType('PaymentIntentStatus', {
  description: 'The status of a payment.',
  values: {
    REQUIRES_PAYMENT_METHOD: {
      value: 'requires_payment_method',
      description: 'The payment has no payment method, or the last one failed.',
    },
    REQUIRES_CONFIRMATION: { value: 'requires_confirmation', description: 'The payment must be confirmed.' },
    REQUIRES_ACTION: {
      value: 'requires_action',
      description: 'The customer must act, for example authenticate.',
    },
    PROCESSING: { value: 'processing', description: 'The payment network is processing the payment.' },
    REQUIRES_CAPTURE: {
      value: 'requires_capture',
      description: 'The money is authorized but not captured yet.',
    },
    CANCELED: { value: 'canceled', description: 'The payment was canceled.' },
    SUCCEEDED: { value: 'succeeded', description: 'The money was received.' },
  } as const,
});

export const PaymentIntent: RowType<'paymentIntent'> = builder.prismaObject('PaymentIntent', {
  description: 'A payment by a customer, with its charges (each an attempt to pay) and their refunds.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `pi_`.' }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The amount to be paid, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedColumn('paymentIntent', 'amount', 'The amount to be paid')),
    amountReceived: t.expose('amountReceived', {
      type: 'SafeInt',
      description: "The amount that was paid, in the currency's smallest unit.",
    }),
    amountReceivedFormatted: t.string(
      formattedColumn('paymentIntent', 'amountReceived', 'The amount that was paid'),
    ),
    amountRefunded: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        'The sum of amountRefunded over all of its charges. If it is more than 2^53 - 1: null, and an error `TOTAL_TOO_LARGE`.',
      ...computed('paymentIntent', ['id'], async ({ id }, _, { load }) =>
        safeSum(await load.amountRefundedOf(id), 'amountRefundedFormatted'),
      ),
    }),
    amountRefundedFormatted: t.string({
      description:
        'That sum as people write it, exact also beyond 2^53. An unknown locale falls back to en-US.',
      args: formatArgs,
      ...computed('paymentIntent', ['id', 'currency'], async ({ id, currency }, args: FormatArgs, { load }) =>
        formatted(await load.amountRefundedOf(id), currency, args),
      ),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time of creation.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('paymentIntent')),
    description: t.exposeString('description', {
      nullable: true,
      description: 'Free text about the payment.',
    }),
    metadata: t.field({
      type: 'Metadata',
      description: 'Your own keys and values.',
      ...computed('paymentIntent', ['metadata'], ({ metadata }) => metadata as Metadata),
    }),
    status: t.expose('status', { type: PaymentIntentStatus, description: 'The status of the payment.' }),
  }),
});

const paymentIntents = listOf('paymentIntent', PaymentIntent, {
  name: 'PaymentIntent',
  description: 'A page of payment intents.',
  edge: 'A payment intent in a list.',
  totalCount: 'The number of payment intents in the whole list. Counted only if selected.',
});

const PaymentIntentFilter = builder.inputType('PaymentIntentFilter', {
  description: 'Which payment intents to list. A payment intent must meet every given condition.',
  fields: (t) => ({
    created: t.field({ type: DateTimeRange, description: 'Created in this range of time.' }),
    status: t.field({
      type: [PaymentIntentStatus],
      description: 'Has one of these statuses. An empty list matches nothing.',
    }),
  }),
});

builder.queryFields((t) => ({
  paymentIntent: t.field({
    type: PaymentIntent,
    nullable: true,
    description: 'The payment intent with this id. If there is none: null, and an error `RESOURCE_MISSING`.',
    args: { id: t.arg.id({ required: true, description: 'Starts with `pi_`.' }) },
    resolve: (_, { id }, context, info) => requireRow('paymentIntent', id, context, info),
  }),
  paymentIntents: t.field({
    type: paymentIntents.Connection,
    description: 'Payment intents, newest first.',
    args: {
      filter: t.arg({ type: PaymentIntentFilter, description: 'Which ones to list. Default: all.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, args, context, info) => paymentIntents.page(args, args.filter ?? {}, context, info),
  }),
}));
