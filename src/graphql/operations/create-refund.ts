import type { Rows } from '../../ledger/tables.js';
import { createRefund, createRefundCodes } from '../../refunds/create/create-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { RefundApproval } from '../types/refund-approval.js';
import { CreateRefundReason } from '../types/refund-enums.js';
import { RefundLineInput } from '../types/refund-line.js';
import { resultUnionOfTwo } from '../types/result-union.js';
import { withHeaderKey } from './idempotency-header.js';

export const CreateRefundPayload = builder
  .objectRef<{ readonly refund: Rows['refund']; readonly idempotentReplay: boolean }>('CreateRefundPayload')
  .implement({
    description: 'The created refund.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
      idempotentReplay: t.exposeBoolean('idempotentReplay', {
        description: 'True if an earlier request with the same idempotency key created the refund.',
      }),
    }),
  });

const RefundApprovalRequired = builder
  .objectRef<{ readonly approval: Rows['refundApproval']; readonly idempotentReplay: boolean }>(
    'RefundApprovalRequired',
  )
  .implement({
    description: 'The refund waits for somebody else to approve it; nothing is held of the charge yet.',
    fields: (t) => ({
      approval: t.expose('approval', { type: RefundApproval, description: 'The approval as it is now.' }),
      idempotentReplay: t.exposeBoolean('idempotentReplay', {
        description: 'True if an earlier request with the same idempotency key asked for it.',
      }),
    }),
  });

export const CreateRefundResult = resultUnionOfTwo(
  'CreateRefundResult',
  'The created refund, the approval that it needs, or the reason why it was refused.',
  CreateRefundPayload,
  RefundApprovalRequired,
  (value) => 'approval' in value,
  createRefundCodes,
);

export const CreateRefundInput = builder.inputType('CreateRefundInput', {
  description:
    'The refund to create. Give a charge, a payment intent, or both if the charge belongs to the payment intent.',
  fields: (t) => ({
    charge: t.id({ description: 'The id of the charge to refund.' }),
    paymentIntent: t.id({
      description: 'The id of a payment intent: its newest charge that is succeeded or pending is refunded.',
    }),
    amount: t.field({
      type: 'SafeInt',
      description:
        "The amount to refund, in the currency's smallest unit, at least 1. Default: the sum of the lines, or without lines all that is left.",
    }),
    reason: t.field({
      type: CreateRefundReason,
      description:
        "The reason for the refund. FRAUDULENT puts the charge's card and e-mail address on the block list.",
    }),
    metadata: t.field({ type: 'Metadata', description: 'Your own keys and values, at most 50.' }),
    instructionsEmail: t.string({
      description:
        "The e-mail address to ask for bank details, for payment methods without refunds of their own. Default: the charge's billing e-mail.",
    }),
    refundApplicationFee: t.boolean({
      description: 'Also return the application fee, in proportion to the amount.',
    }),
    reverseTransfer: t.boolean({ description: 'Also reverse the transfer, in proportion to the amount.' }),
    expectedAmountRefundable: t.field({
      type: 'SafeInt',
      description:
        "The charge's amountRefundable as you last saw it. The refund is refused if it has changed.",
    }),
    idempotencyKey: t.string({
      description:
        'Makes retries safe: a request with the same key and the same input gets the outcome of the first. 1 to 255 characters. A request with one refund may send the key in the header `Idempotency-Key` instead.',
    }),
    lines: t.field({
      type: [RefundLineInput],
      description:
        'What is refunded: 1 to 100 lines, whose amounts add up to the amount. They are kept and shown; neither the customer nor a processor is told.',
    }),
    note: t.string({
      description:
        'A note for colleagues, at most 512 characters. Neither the customer nor a processor is told. The policy can require one.',
    }),
    reasonCode: t.string({
      description:
        "The operator's own reason. The policy can list the codes that may be given, and can require one.",
    }),
    replaces: t.id({
      description:
        'The id of a failed or canceled refund of the same charge that this one makes good. Two refunds cannot replace the same one, unless the first has failed or was canceled too.',
    }),
  }),
});

builder.mutationField('createRefund', (t) =>
  t.field({
    type: CreateRefundResult,
    description:
      'Refunds a captured charge, in full or in part, or releases an uncaptured charge. All refunds of a captured charge together never exceed what was captured.',
    args: { input: t.arg({ type: CreateRefundInput, required: true, description: 'The refund to create.' }) },
    resolve: async (_, { input }, context, info) => {
      const keyed = withHeaderKey(input, context, info);
      return isRefusal(keyed) ? keyed : createRefund(context, keyed);
    },
  }),
);
