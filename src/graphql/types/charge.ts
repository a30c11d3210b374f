import { nothingBeyond } from '../../ledger/page-request.js';
import type { StoredRows } from '../../ledger/tables.js';
import { amountSteps } from '../../rules/currency.js';
import type { Metadata } from '../../rules/metadata.js';
import { amountLeft, amountRefundable } from '../../rules/refundability.js';
import { builder } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { listOf } from '../lists/list-of.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { requireFilterRow, requireRow } from '../loading/require-row.js';
import { rowSelection } from '../loading/selection.js';
import { BalanceTransaction } from './balance-transaction.js';
import { PaymentIntent } from './payment-intent.js';
import { PaymentMethodDetails } from './payment-method-details.js';

const ChargeStatus = builder.enumType('ChargeStatus', {
  description: 'Whether a charge took the money.',
  values: {
    PENDING: { value: 'pending', description: 'The money is on its way.' },
    SUCCEEDED: { value: 'succeeded', description: 'The money was taken, or authorized.' },
    FAILED: { value: 'failed', description: 'The money could not be taken.' },
  } as const,
});

export const Charge = builder.objectRef<StoredRows['charge']>('Charge').implement({
  description: 'One attempt to take money from a customer. Refunds give back what it captured.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `ch_`, or `py_` for methods other than cards.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'What was authorized.' }),
    amountCaptured: t.expose('amountCaptured', { type: 'SafeInt', description: 'What was taken of it.' }),
    amountRefunded: t.expose('amountRefunded', {
      type: 'SafeInt',
      description: 'What refunds hold now; a failed or canceled one gives its amount back.',
    }),
    amountRefundable: t.field({
      type: 'SafeInt',
      description: 'What createRefund would accept at most now.',
      ...computed(
        'charge',
        [
          'amountRefunded',
          'captured',
          'currency',
          'disputeBlocks',
          'paymentIntentId',
          'refundCeiling',
          'status',
        ],
        (charge) => amountRefundable(charge),
      ),
    }),
    applicationFeeAmount: t.expose('applicationFeeAmount', {
      type: 'SafeInt',
      nullable: true,
      description: "The platform's fee, where there is one.",
    }),
    balanceTransaction: t.field({
      type: BalanceTransaction,
      nullable: true,
      description: "What it brought to the account's balance, where that is known.",
      ...related('charge', 'balanceTransaction'),
    }),
    captured: t.exposeBoolean('captured', {
      description: 'False for an authorization that was not captured yet.',
    }),
    created: t.expose('created', { type: 'DateTime', description: 'When it was made.' }),
    currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What the charge is for, in free text.',
    }),
    disputed: t.exposeBoolean('disputed', {
      description: 'Whether the customer ever disputed it; stays true when the dispute is won.',
    }),
    metadata: t.field({
      type: 'Metadata',
      description: "The caller's own keys and values.",
      ...computed('charge', ['metadata'], ({ metadata }) => metadata as Metadata),
    }),
    paymentIntent: t.field({
      type: PaymentIntent,
      nullable: true,
      description: 'The payment that it tried to make, where there is one.',
      ...related('charge', 'paymentIntent'),
    }),
    paymentMethodDetails: t.field({
      type: PaymentMethodDetails,
      nullable: true,
      description: 'How it was paid, where that is known.',
      ...computed(
        'charge',
        ['paymentMethodType', 'cardBrand', 'cardLast4'],
        ({ paymentMethodType: type, cardBrand: brand, cardLast4: last4 }) =>
          type === null ? null : { type, card: brand === null && last4 === null ? null : { brand, last4 } },
      ),
    }),
    refunded: t.boolean({
      description: 'True once the whole charge is refunded.',
      ...computed(
        'charge',
        ['amountRefunded', 'refundCeiling'],
        (charge) => charge.amountRefunded > 0n && amountLeft(charge) === 0n,
      ),
    }),
    status: t.expose('status', { type: ChargeStatus, description: 'Whether it took the money.' }),
  }),
});

const charges = listOf('charge', Charge, {
  name: 'Charge',
  description: 'A page of charges.',
  edge: 'A charge in a list.',
  totalCount: 'How many charges the whole list holds. Counted only when asked for.',
});

const ChargeFilter = builder.inputType('ChargeFilter', {
  description: 'Which charges; the conditions that are given all hold.',
  fields: (t) => ({
    paymentIntent: t.id({
      description: 'Of this payment intent; an unknown one is an error, not an empty list.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Made in this stretch of time.' }),
    status: t.field({
      type: [ChargeStatus],
      description: 'In one of these states; none of them matches nothing.',
    }),
    refundable: t.boolean({
      description:
        'True: only charges of which createRefund would now accept some amount. False: only the others.',
    }),
  }),
});

builder.queryFields((t) => ({
  charge: t.field({
    type: Charge,
    nullable: true,
    description: 'The charge of this id; unknown: null and an error `RESOURCE_MISSING`.',
    args: { id: t.arg.id({ required: true, description: 'Starts with `ch_` or `py_`.' }) },
    resolve: (_, { id }, context, info) => requireRow('charge', id, context, info),
  }),
  charges: t.field({
    type: charges.Connection,
    description: 'Charges, newest first.',
    args: {
      filter: t.arg({ type: ChargeFilter, description: 'Which ones; all without it.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, args, context, info) => {
      const page = await charges.page(args, { ...args.filter, amountSteps }, context, info);
      if (page.nodes.length === 0)
        await requireFilterRow('paymentIntent', args.filter?.paymentIntent, context);
      return page;
    },
  }),
}));

builder.objectFields(PaymentIntent, (t) => ({
  charges: t.field({
    type: charges.Connection,
    description: 'The charges that tried to make the payment, newest first.',
    args: t.arg.connectionArgs(),
    ...computed('paymentIntent', ['id'], ({ id }, args: PageArgs, context, info) =>
      charges.pageOf('paymentIntentId', id, args, context, info),
    ),
  }),
  latestCharge: t.field({
    type: Charge,
    nullable: true,
    description: 'The newest charge, whatever became of it.',
    ...computed('paymentIntent', ['id'], async ({ id }, _, { load }, info) => {
      const window = { limit: 1, from: 'start' } as const;
      const { rows } = await load.page('charge', 'paymentIntentId', id, {
        window,
        selection: rowSelection(info, 'charge'),
        beyond: nothingBeyond,
      });
      return rows[0] ?? null;
    }),
  }),
}));
