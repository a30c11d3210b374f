import {
  type RefundPreview as Preview,
  previewRefund,
  previewRefundCodes,
} from '../../refunds/preview-refund.js';
import { builder } from '../builder.js';
import { Charge } from '../types/charge.js';
import { RefundStatus } from '../types/refund-enums.js';
import { resultUnion } from '../types/result-union.js';

const RefundPreview = builder.objectRef<Preview>('RefundPreview').implement({
  description: 'A refund that createRefund would make now.',
  fields: (t) => ({
    charge: t.expose('charge', { type: Charge, description: 'The charge that would be refunded.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'The amount that would be refunded.' }),
    currency: t.string({
      description: 'Three-letter currency code, in lower case.',
      resolve: ({ charge }) => charge.currency,
    }),
    amountRefundableAfter: t.expose('amountRefundableAfter', {
      type: 'SafeInt',
      description: "The charge's amountRefundable after the refund.",
    }),
    applicationFeeRefundAmount: t.expose('applicationFeeRefundAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'The part of the application fee that would be returned; null if none.',
    }),
    transferReversalAmount: t.expose('transferReversalAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'The part of the transfer that would be reversed; null if none.',
    }),
    status: t.expose('status', {
      type: RefundStatus,
      description: 'The first status of the refund.',
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
    amount: t.field({ type: 'SafeInt', description: 'The amount to refund. Default: all that is left.' }),
    refundApplicationFee: t.boolean({
      description: 'Also return the application fee, in proportion to the amount.',
    }),
    instructionsEmail: t.string({
      description:
        "The e-mail address to ask for bank details, for payment methods without refunds of their own. Default: the charge's billing e-mail.",
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
