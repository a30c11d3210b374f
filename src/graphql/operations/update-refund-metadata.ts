import type { Rows } from '../../ledger/tables.js';
import { updateRefundMetadata } from '../../refunds/update-refund-metadata.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { InvalidParameterError, ResourceMissingError, typeOfRefusal } from '../types/refund-error.js';

const UpdateRefundMetadataPayload = builder
  .objectRef<{ readonly refund: Rows['refund'] }>('UpdateRefundMetadataPayload')
  .implement({
    description: 'The refund whose metadata was updated.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
    }),
  });

const UpdateRefundMetadataResult = builder.unionType('UpdateRefundMetadataResult', {
  description: 'The refund whose metadata was updated, or why that was refused.',
  types: [UpdateRefundMetadataPayload, InvalidParameterError, ResourceMissingError],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : UpdateRefundMetadataPayload),
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

builder.mutationField('updateRefundMetadata', (t) =>
  t.field({
    type: UpdateRefundMetadataResult,
    description: "Merges keys and values into a refund's metadata; nothing else of a refund can be updated.",
    args: {
      input: t.arg({ type: UpdateRefundMetadataInput, required: true, description: 'What to change.' }),
    },
    resolve: async (_, { input }, context) => {
      const result = await updateRefundMetadata(context, input.refund, input.metadata);
      return isRefusal(result) ? result : { refund: result };
    },
  }),
);
