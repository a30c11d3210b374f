import type { Rows } from '../../ledger/tables.js';
import { createRefund } from '../../refunds/create/create-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { CreateRefundReason } from '../types/refund-enums.js';
import {
  AmountRefundableChangedError,
  AmountTooLargeError,
  ChargeAlreadyRefundedError,
  ChargeNotRefundableError,
  IdempotencyKeyReusedError,
  InvalidParameterError,
  ResourceMissingError,
  typeOfRefusal,
} from '../types/refund-error.js';
import { withHeaderKey } from './idempotency-header.js';

const CreateRefundPayload = builder
  .objectRef<{ readonly refund: Rows['refund']; readonly idempotentReplay: boolean }>('CreateRefundPayload')
  .implement({
    description: 'The refund that was made.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
      idempotentReplay: t.exposeBoolean('idempotentReplay', {
        description: 'True when this answer replays an earlier one with the same idempotency key.',
      }),
    }),
  });

export const CreateRefundResult = builder.unionType('CreateRefundResult', {
  description: 'The refund that was made, or why it was refused.',
  types: [
    CreateRefundPayload,
    AmountRefundableChangedError,
    AmountTooLargeError,
    ChargeAlreadyRefundedError,
    ChargeNotRefundableError,
    IdempotencyKeyReusedError,
    InvalidParameterError,
    ResourceMissingError,
  ],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : CreateRefundPayload),
});

export const CreateRefundInput = builder.inputType('CreateRefundInput', {
  description: 'What to refund: a charge, a payment intent, or both where the charge is one of its.',
  fields: (t) => ({
    charge: t.id({ description: 'The charge to refund.' }),
    paymentIntent: t.id({
      description: 'The payment whose newest charge, succeeded or pending, is to be refunded.',
    }),
    amount: t.field({
      type: 'SafeInt',
      description:
        'How much, in the smallest unit of the currency, at least 1; all that is left unless given.',
    }),
    reason: t.field({
      type: CreateRefundReason,
      description: 'Why; FRAUDULENT puts card and e-mail on the block list.',
    }),
    metadata: t.field({ type: 'Metadata', description: "The caller's own keys and values, at most 50." }),
    instructionsEmail: t.string({
      description:
        "Where to ask for bank details, for methods with no refund of their own; else the charge's e-mail.",
    }),
    refundApplicationFee: t.boolean({ description: 'Also return the application fee, in proportion.' }),
    reverseTransfer: t.boolean({ description: 'Also reverse the transfer, in proportion.' }),
    expectedAmountRefundable: t.field({
      type: 'SafeInt',
      description:
        "Refuse when the charge's amountRefundable is no longer this: the caller's screen was stale.",
    }),
    idempotencyKey: t.string({
      description:
        'Makes a retry safe: the same key and input give the first outcome again. 1 to 255 characters; the header `Idempotency-Key` serves a request with one refund.',
    }),
  }),
});

builder.mutationField('createRefund', (t) =>
  t.field({
    type: CreateRefundResult,
    description:
      'Gives money back: all that is left of a charge, or a part of it. Never more than was captured.',
    args: { input: t.arg({ type: CreateRefundInput, required: true, description: 'What to refund.' }) },
    resolve: async (_, { input }, context, info) => {
      const keyed = withHeaderKey(input, context, info);
      return isRefusal(keyed) ? keyed : createRefund(context, keyed);
    },
  }),
);
