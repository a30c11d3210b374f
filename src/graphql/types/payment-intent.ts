import type { StoredRows } from '../../ledger/tables.js';
import type { Metadata } from '../../rules/metadata.js';
import { builder } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { requireRow } from '../loading/require-row.js';

const PaymentIntentStatus = builder.enumType('PaymentIntentStatus', {
  description: 'How far a payment has come.',
  values: {
    REQUIRES_PAYMENT_METHOD: {
      value: 'requires_payment_method',
      description: 'No way to pay was given, or the last one failed.',
    },
    REQUIRES_CONFIRMATION: { value: 'requires_confirmation', description: 'It waits to be confirmed.' },
    REQUIRES_ACTION: {
      value: 'requires_action',
      description: 'The customer has to do something, such as authenticate.',
    },
    PROCESSING: { value: 'processing', description: 'The payment network works on it.' },
    REQUIRES_CAPTURE: {
      value: 'requires_capture',
      description: 'The money is authorized and not yet captured.',
    },
    CANCELED: { value: 'canceled', description: 'It was given up.' },
    SUCCEEDED: { value: 'succeeded', description: 'The money was received.' },
  } as const,
});

export const PaymentIntent = builder.objectRef<StoredRows['paymentIntent']>('PaymentIntent').implement({
  description: 'A payment that a customer intends: the charges that tried to make it, and their refunds.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `pi_`.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'What is to be paid.' }),
    amountReceived: t.expose('amountReceived', { type: 'SafeInt', description: 'What was paid.' }),
    amountRefunded: t.field({
      type: 'SafeInt',
      description: 'What is refunded of all its charges now.',
      ...computed('paymentIntent', ['id'], ({ id }, _, { load }) => load.amountRefundedOf(id)),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'When it was made.' }),
    currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What the payment is for, in free text.',
    }),
    metadata: t.field({
      type: 'Metadata',
      description: "The caller's own keys and values.",
      ...computed('paymentIntent', ['metadata'], ({ metadata }) => metadata as Metadata),
    }),
    status: t.expose('status', { type: PaymentIntentStatus, description: 'How far the payment has come.' }),
  }),
});

const paymentIntents = listOf('paymentIntent', PaymentIntent, {
  name: 'PaymentIntent',
  description: 'A page of payment intents.',
  edge: 'A payment intent in a list.',
  totalCount: 'How many payment intents the whole list holds. Counted only when asked for.',
});

const PaymentIntentFilter = builder.inputType('PaymentIntentFilter', {
  description: 'Which payment intents; the conditions that are given all hold.',
  fields: (t) => ({
    created: t.field({ type: DateTimeRange, description: 'Made in this stretch of time.' }),
    status: t.field({
      type: [PaymentIntentStatus],
      description: 'In one of these states; none of them matches nothing.',
    }),
  }),
});

builder.queryFields((t) => ({
  paymentIntent: t.field({
    type: PaymentIntent,
    nullable: true,
    description: 'The payment intent of this id; unknown: null and an error `RESOURCE_MISSING`.',
    args: { id: t.arg.id({ required: true, description: 'Starts with `pi_`.' }) },
    resolve: (_, { id }, context, info) => requireRow('paymentIntent', id, context, info),
  }),
  paymentIntents: t.field({
    type: paymentIntents.Connection,
    description: 'Payment intents, newest first.',
    args: {
      filter: t.arg({ type: PaymentIntentFilter, description: 'Which ones; all without it.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, args, context, info) => paymentIntents.page(args, args.filter ?? {}, context, info),
  }),
}));
