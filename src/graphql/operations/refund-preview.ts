import { type RefundPreview as Preview, previewRefund } from '../../refunds/preview-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Charge } from '../types/charge.js';
import { RefundStatus } from '../types/refund-enums.js';
import {
  AmountTooLargeError,
  ChargeAlreadyRefundedError,
  ChargeNotRefundableError,
  InvalidParameterError,
  ResourceMissingError,
  typeOfRefusal,
} from '../types/refund-error.js';

const RefundPreview = builder.objectRef<Preview>('RefundPreview').implement({
  description: 'What createRefund would do, without doing it.',
  fields: (t) => ({
    charge: t.expose('charge', { type: Charge, description: 'The charge that would be refunded.' }),
    amount: t.expose('amount', { type: 'SafeInt', description: 'How much would be refunded.' }),
    currency: t.string({
      description: 'Three letters, in lower case.',
      resolve: ({ charge }) => charge.currency,
    }),
    amountRefundableAfter: t.expose('amountRefundableAfter', {
      type: 'SafeInt',
      description: "The charge's amountRefundable afterwards.",
    }),
    applicationFeeRefundAmount: t.expose('applicationFeeRefundAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'What would go back of the application fee; null for nothing.',
    }),
    transferReversalAmount: t.expose('transferReversalAmount', {
      type: 'SafeInt',
      nullable: true,
      description: 'What would come back of the transfer; null for nothing.',
    }),
    status: t.expose('status', {
      type: RefundStatus,
      description: 'The status that the refund would start with.',
    }),
  }),
});

const RefundPreviewResult = builder.unionType('RefundPreviewResult', {
  description: 'The preview, or why createRefund would refuse.',
  types: [
    RefundPreview,
    AmountTooLargeError,
    ChargeAlreadyRefundedError,
    ChargeNotRefundableError,
    InvalidParameterError,
    ResourceMissingError,
  ],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : RefundPreview),
});

const RefundPreviewInput = builder.inputType('RefundPreviewInput', {
  description: 'What to refund, as createRefund takes it.',
  fields: (t) => ({
    charge: t.id({ description: 'The charge to refund.' }),
    paymentIntent: t.id({ description: 'The payment whose newest charge is to be refunded.' }),
    amount: t.field({ type: 'SafeInt', description: 'How much; all that is left unless given.' }),
    refundApplicationFee: t.boolean({ description: 'Also return the application fee, in proportion.' }),
    instructionsEmail: t.string({
      description:
        "Where to ask for bank details, for methods with no refund of their own; else the charge's e-mail.",
    }),
    reverseTransfer: t.boolean({ description: 'Also reverse the transfer, in proportion.' }),
  }),
});

builder.queryField('refundPreview', (t) =>
  t.field({
    type: RefundPreviewResult,
    description: 'What createRefund would do now, decided by the same rules, without doing it.',
    args: { input: t.arg({ type: RefundPreviewInput, required: true, description: 'What to refund.' }) },
    resolve: (_, { input }, context) => previewRefund(context, input),
  }),
);
