import type { Rows } from '../database/tables.js';
import { cancelRefund } from '../refunds/cancel-refund.js';
import { createRefund } from '../refunds/create-refund.js';
import { isRefusal, type Refusal } from '../refunds/refusal.js';
import { updateRefundMetadata } from '../refunds/update-refund-metadata.js';
import { builder } from './builder.js';
import { withHeaderKey } from './idempotency-header.js';
import { Refund } from './refund.js';
import { CreateRefundReason } from './refund-enums.js';
import {
  AmountRefundableChangedError,
  AmountTooLargeError,
  ChargeAlreadyRefundedError,
  ChargeNotRefundableError,
  IdempotencyKeyReusedError,
  InvalidParameterError,
  RefundNotCancelableError,
  ResourceMissingError,
  typeOfRefusal,
} from './refund-error.js';

interface RefundPayload {
  readonly refund: Rows['refund'];
}

const CreateRefundPayload = builder
  .objectRef<RefundPayload & { readonly idempotentReplay: boolean }>('CreateRefundPayload')
  .implement({
    description: 'The refund that was made.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
      idempotentReplay: t.exposeBoolean('idempotentReplay', {
        description: 'True when this answer replays an earlier one with the same idempotency key.',
      }),
    }),
  });

const UpdateRefundMetadataPayload = builder
  .objectRef<RefundPayload>('UpdateRefundMetadataPayload')
  .implement({
    description: 'The refund whose metadata was updated.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
    }),
  });

const CancelRefundPayload = builder.objectRef<RefundPayload>('CancelRefundPayload').implement({
  description: 'The refund that was canceled.',
  fields: (t) => ({ refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }) }),
});

const CreateRefundResult = builder.unionType('CreateRefundResult', {
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

const UpdateRefundMetadataResult = builder.unionType('UpdateRefundMetadataResult', {
  description: 'The refund whose metadata was updated, or why that was refused.',
  types: [UpdateRefundMetadataPayload, InvalidParameterError, ResourceMissingError],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : UpdateRefundMetadataPayload),
});

const CancelRefundResult = builder.unionType('CancelRefundResult', {
  description: 'The refund that was canceled, or why that was refused.',
  types: [CancelRefundPayload, RefundNotCancelableError, ResourceMissingError],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : CancelRefundPayload),
});

const CreateRefundInput = builder.inputType('CreateRefundInput', {
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
    idempotencyKey: t.string({
      description:
        'Makes a retry safe: the same key and input give the first outcome again. 1 to 255 characters; the header `Idempotency-Key` serves a request with one refund.',
    }),
  }),
});

const UpdateRefundMetadataInput = builder.inputType('UpdateRefundMetadataInput', {
  description: "What to change in a refund's metadata.",
  fields: (t) => ({
    refund: t.id({ required: true, description: 'The refund to change.' }),
    metadata: t.field({
      type: 'Metadata',
      required: true,
      description: 'Keys to set; empty or null unsets one. Keys that are not given stay.',
    }),
  }),
});

const CancelRefundInput = builder.inputType('CancelRefundInput', {
  description: 'Which refund to cancel.',
  fields: (t) => ({ refund: t.id({ required: true, description: 'The refund to cancel.' }) }),
});

const payload = (result: Rows['refund'] | Refusal) => (isRefusal(result) ? result : { refund: result });

builder.mutationFields((t) => ({
  createRefund: t.field({
    type: CreateRefundResult,
    description:
      'Gives money back: all that is left of a charge, or a part of it. Never more than was captured.',
    args: { input: t.arg({ type: CreateRefundInput, required: true, description: 'What to refund.' }) },
    resolve: async (_, { input }, context, info) => {
      const keyed = withHeaderKey(input, context, info);
      return isRefusal(keyed) ? keyed : createRefund(context, keyed);
    },
  }),
  updateRefundMetadata: t.field({
    type: UpdateRefundMetadataResult,
    description: "Merges keys and values into a refund's metadata; nothing else of a refund can be updated.",
    args: {
      input: t.arg({ type: UpdateRefundMetadataInput, required: true, description: 'What to change.' }),
    },
    resolve: async (_, { input }, context) =>
      payload(await updateRefundMetadata(context, input.refund, input.metadata)),
  }),
  cancelRefund: t.field({
    type: CancelRefundResult,
    description: 'Cancels a refund that still waits for the customer; its amount goes back to the charge.',
    args: { input: t.arg({ type: CancelRefundInput, required: true, description: 'Which refund.' }) },
    resolve: async (_, { input }, context) => payload(await cancelRefund(context, input.refund)),
  }),
}));
