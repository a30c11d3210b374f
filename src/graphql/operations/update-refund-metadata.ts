import type { Rows } from '../../ledger/tables.js';
import { updateRefundMetadata, updateRefundMetadataCodes } from '../../refunds/update-refund-metadata.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { resultUnion } from '../types/result-union.js';

const UpdateRefundMetadataPayload = builder
  .objectRef<{ readonly refund: Rows['refund'] }>('UpdateRefundMetadataPayload')
  .implement({
    description: 'The updated refund.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
    }),
  });

const UpdateRefundMetadataResult = resultUnion(
  'UpdateRefundMetadataResult',
  'The updated refund, or the reason why it was not updated.',
  UpdateRefundMetadataPayload,
  updateRefundMetadataCodes,
);

const UpdateRefundMetadataInput = builder.inputType('UpdateRefundMetadataInput', {
  description: "The change to a refund's metadata.",
  fields: (t) => ({
    refund: t.id({ required: true, description: 'The id of the refund.' }),
    metadata: t.field({
      type: 'Metadata',
      required: true,
      description: 'The keys to set. An empty or null value removes its key. Keys that are not given stay.',
    }),
  }),
});

builder.mutationField('updateRefundMetadata', (t) =>
  t.field({
    type: UpdateRefundMetadataResult,
    description: "Merges keys and values into a refund's metadata. Nothing else of a refund can be updated.",
    args: {
      input: t.arg({
        type: UpdateRefundMetadataInput,
        required: true,
        description: 'The refund and the change.',
      }),
    },
    resolve: async (_, { input }, context) => {
      const result = await updateRefundMetadata(context, input.refund, input.metadata);
      return isRefusal(result) ? result : { refund: result };
    },
  }),
);
