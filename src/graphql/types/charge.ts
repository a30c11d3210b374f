import { nothingBeyond } from '../../ledger/page-request.js';
import type { Metadata } from '../../rules/metadata.js';
import { amountLeft, amountRefundable } from '../../rules/refundability.js';
import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import { orderInput } from '../lists/order-by.js';
import type { PageArgs } from '../lists/page-args.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { requireFilterRow, requireRow } from '../loading/require-row.js';
import { rowSelection } from '../loading/selection.js';
import { decimalsColumn, type FormatArgs, formatArgs, formatted, formattedColumn } from './amounts.js';
import { BalanceTransaction } from './balance-transaction.js';
import { BillingDetails, billingColumns, billingDetailsOf } from './billing-details.js';
import { ChargeFilter, ChargeStatus, chargeFilterOf } from './charge-filter.js';
import { PaymentIntent } from './payment-intent.js';
import { PaymentMethodDetails } from './payment-method-details.js';

/** The columns of `amountRefundable`. */
const refundableColumns = [
  'amountRefunded',
  'captured',
  'currency',
  'disputeBlocks',
  'paymentIntentId',
  'refundCeiling',
  'status',
] as const;

export const Charge: RowType<'charge'> = builder.prismaObject('Charge', {
  description: 'An attempt to take money from a customer. Refunds give back what the charge captured.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'Starts with `ch_`, or with `py_` for payment methods other than cards.',
    }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: "The authorized amount, in the currency's smallest unit.",
    }),
    amountFormatted: t.string(formattedColumn('charge', 'amount', 'The authorized amount')),
    amountCaptured: t.expose('amountCaptured', {
      type: 'SafeInt',
      description: "The captured amount, in the currency's smallest unit.",
    }),
    amountCapturedFormatted: t.string(formattedColumn('charge', 'amountCaptured', 'The captured amount')),
    amountRefunded: t.expose('amountRefunded', {
      type: 'SafeInt',
      description: 'The refunded amount. Failed and canceled refunds do not count.',
    }),
    amountRefundedFormatted: t.string(formattedColumn('charge', 'amountRefunded', 'The refunded amount')),
    amountRefundable: t.field({
      type: 'SafeInt',
      description: 'The most that createRefund would accept now.',
      ...computed('charge', refundableColumns, (charge) => amountRefundable(charge)),
    }),
    amountRefundableFormatted: t.string({
      description: 'That amount as people write it. An unknown locale falls back to en-US.',
      args: formatArgs,
      ...computed('charge', refundableColumns, (charge, args: FormatArgs) =>
        formatted(amountRefundable(charge), charge.currency, args),
      ),
    }),
    applicationFeeAmount: t.expose('applicationFeeAmount', {
      type: 'SafeInt',
      nullable: true,
      description: "The platform's fee, if there is one.",
    }),
    applicationFeeAmountFormatted: t.string({
      nullable: true,
      description: 'That fee as people write it. An unknown locale falls back to en-US.',
      args: formatArgs,
      ...computed(
        'charge',
        ['applicationFeeAmount', 'currency'],
        ({ applicationFeeAmount: fee, currency }, args: FormatArgs) =>
          fee === null ? null : formatted(fee, currency, args),
      ),
    }),
    balanceTransaction: t.field({
      type: BalanceTransaction,
      nullable: true,
      description: "The movement that the charge caused on the account's balance, if it is known.",
      ...related('charge', 'balanceTransaction'),
    }),
    billingDetails: t.field({
      type: BillingDetails,
      nullable: true,
      description: 'The customer; null if neither a name nor an e-mail address is known.',
      ...computed('charge', billingColumns, billingDetailsOf),
    }),
    captured: t.exposeBoolean('captured', {
      description: 'False for an authorization that is not captured.',
    }),
    created: t.expose('created', { type: 'DateTime', description: 'The time of creation.' }),
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsColumn('charge')),
    description: t.exposeString('description', {
      nullable: true,
      description: 'Free text about the charge.',
    }),
    disputed: t.exposeBoolean('disputed', {
      description: 'True if the customer has ever disputed the charge, even if the dispute was won.',
    }),
    failureCode: t.exposeString('failureCode', {
      nullable: true,
      description: "The provider's code of why the payment failed, such as `card_declined`.",
    }),
    failureMessage: t.exposeString('failureMessage', {
      nullable: true,
      description: 'Why the payment failed, in words that the customer may be told.',
    }),
    metadata: t.field({
      type: 'Metadata',
      description: 'Your own keys and values.',
      ...computed('charge', ['metadata'], ({ metadata }) => metadata as Metadata),
    }),
    paymentIntent: t.field({
      type: PaymentIntent,
      nullable: true,
      description: 'The payment intent of the charge, if there is one.',
      ...related('charge', 'paymentIntent'),
    }),
    paymentMethodDetails: t.field({
      type: PaymentMethodDetails,
      nullable: true,
      description: 'The payment method, if it is known.',
      ...computed(
        'charge',
        ['paymentMethodType', 'cardBrand', 'cardLast4'],
        ({ paymentMethodType: type, cardBrand: brand, cardLast4: last4 }) =>
          type === null ? null : { type, card: brand === null && last4 === null ? null : { brand, last4 } },
      ),
    }),
    receiptUrl: t.exposeString('receiptUrl', {
      nullable: true,
      description:
        'The page with the receipt of the customer, if there is one. Everybody who has this address can see it.',
    }),
    refunded: t.boolean({
      description: 'True once the charge is refunded in full.',
      ...computed(
        'charge',
        ['amountRefunded', 'refundCeiling'],
        (charge) => charge.amountRefunded > 0n && amountLeft(charge) === 0n,
      ),
    }),
    status: t.expose('status', { type: ChargeStatus, description: 'The status of the charge.' }),
  }),
});

const charges = listOf('charge', Charge, {
  name: 'Charge',
  description: 'A page of charges.',
  edge: 'A charge in a list.',
  totalCount: 'The number of charges in the whole list. Counted only if selected.',
});

const ChargeOrder = orderInput('Charge', 'charges');

builder.queryFields((t) => ({
  charge: t.field({
    type: Charge,
    nullable: true,
    description: 'The charge with this id. If there is none: null, and an error `RESOURCE_MISSING`.',
    args: { id: t.arg.id({ required: true, description: 'Starts with `ch_` or `py_`.' }) },
    resolve: (_, { id }, context, info) => requireRow('charge', id, context, info),
  }),
  charges: t.field({
    type: charges.Connection,
    description: 'Charges, newest first unless `orderBy` says otherwise.',
    args: {
      filter: t.arg({ type: ChargeFilter, description: 'Which ones to list. Default: all.' }),
      orderBy: t.arg({ type: ChargeOrder, description: 'The order of the list. Default: newest first.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: async (_, args, context, info) => {
      const page = await charges.page(args, chargeFilterOf(args.filter, context), context, info);
      if (page.nodes.length === 0)
        await requireFilterRow('paymentIntent', args.filter?.paymentIntent, context);
      return page;
    },
  }),
}));

builder.prismaObjectFields('PaymentIntent', (t) => ({
  charges: t.field({
    type: charges.Connection,
    description: 'The charges of the payment, newest first.',
    args: t.arg.connectionArgs(),
    ...computed('paymentIntent', ['id'], ({ id }, args: PageArgs, context, info) =>
      charges.pageOf('paymentIntentId', id, args, context, info),
    ),
  }),
  latestCharge: t.field({
    type: Charge,
    nullable: true,
    description: 'The newest charge, in any status.',
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
