import {
  type RefundPreview as Preview,
  previewRefund,
  previewRefundCodes,
} from '../../refunds/preview-refund.js';
import { builder } from '../builder.js';
import { decimalsOf, formattedIfAny, formattedValue } from '../types/amounts.js';
import { Charge } from '../types/charge.js';
import { RefundStatus } from '../types/refund-enums.js';
import { RefundLineInput } from '../types/refund-line.js';
import { resultUnion } from '../types/result-union.js';

const RefundPreview = builder.objectRef<Preview>('RefundPreview').implement({
  description: 'A refund that createRefund would make now, or would ask an approval for.',
  fields: (t) => ({
    charge: t.expose('charge', { type: Charge, description: 'The charge that would be refunded.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'The amount that would be refunded.' }),
    amountFormatted: t.string(
      formattedValue('The amount', ({ amount, charge: { currency } }: Preview) => ({ amount, currency })),
    ),
    currency: t.string({
      description: 'Three-letter currency code, in lower case.',
      resolve: ({ charge }) => charge.currency,
    }),
    currencyDecimals: t.int(decimalsOf(({ charge }: Preview) => charge.currency)),
    amountRefundableAfter: t.expose('amountRefundableAfter', {
      type: 'SafeInt',
      description: "The charge's amountRefundable after the refund.",
    }),
    amountRefundableAfterFormatted: t.string(
      formattedValue('That amount', ({ amountRefundableAfter: amount, charge: { currency } }: Preview) => ({
        amount,
        currency,
      })),
    ),
    applicationFeeRefundAmount: t.expose('applicationFeeRefundAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'The part of the application fee that would be returned; null if none.',
    }),
    applicationFeeRefundAmountFormatted: t.string(
      formattedIfAny(
        'That part',
        ({ applicationFeeRefundAmount: amount, charge: { currency } }: Preview) => ({
          amount,
          currency,
        }),
      ),
    ),
    transferReversalAmount: t.expose('transferReversalAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'The part of the transfer that would be reversed; null if none.',
    }),
    transferReversalAmountFormatted: t.string(
      formattedIfAny('That part', ({ transferReversalAmount: amount, charge }: Preview) => ({
        amount,
        // A transfer may be in another currency than its charge.
        currency: charge.transferCurrency ?? charge.currency,
      })),
    ),
    approvalRequired: t.boolean({
      description: 'True if somebody else would have to approve the refund before it is made.',
      resolve: ({ approvalMessage }) => approvalMessage !== null,
    }),
    approvalMessage: t.exposeString('approvalMessage', {
      nullable: true,
      description: 'The reason why it would need an approval; null if it would not.',
    }),
    status: t.expose('status', {
      type: RefundStatus,
      description: 'The first status of the refund, once it is made.',
    }),
  }),
});

const RefundPreviewResult = resultUnion(
  'RefundPreviewResult',
  'The preview, or the reason why createRefund would refuse.',
  RefundPreview,
  previewRefundCodes,
);

const RefundPreviewInput = builder.inputType('RefundPreviewInput', {
  description: 'The refund to preview. Its fields mean what they mean in CreateRefundInput.',
  fields: (t) => ({
    charge: t.id({ description: 'The id of the charge to refund.' }),
    paymentIntent: t.id({
      description: 'The id of a payment intent: its newest charge that is succeeded or pending is refunded.',
    }),
    amount: t.field({
      type: 'SafeInt',
      description: 'The amount to refund. Default: the sum of the lines, or without lines all that is left.',
    }),
    refundApplicationFee: t.boolean({
      description: 'Also return the application fee, in proportion to the amount.',
    }),
    instructionsEmail: t.string({
      description:
        "The e-mail address to ask for bank details, for payment methods without refunds of their own. Default: the charge's billing e-mail.",
    }),
    lines: t.field({ type: [RefundLineInput], description: 'What would be refunded.' }),
    reasonCode: t.string({
      description: "The operator's own reason. It is checked if it is given; a preview does not need one.",
    }),
    replaces: t.id({
      description: 'The id of a failed or canceled refund of the same charge that would be made good.',
    }),
    reverseTransfer: t.boolean({ description: 'Also reverse the transfer, in proportion to the amount.' }),
  }),
});

builder.queryField('refundPreview', (t) =>
  t.field({
    type: RefundPreviewResult,
    description:
      'Previews a refund: decides as createRefund would now, by the same rules, but changes nothing.',
    args: {
      input: t.arg({ type: RefundPreviewInput, required: true, description: 'The refund to preview.' }),
    },
    resolve: (_, { input }, context) => previewRefund(context, input),
  }),
);
