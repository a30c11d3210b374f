import type { Rows } from '../../ledger/tables.js';
import { cancelRefund } from '../../refunds/cancel-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { RefundNotCancelableError, ResourceMissingError, typeOfRefusal } from '../types/refund-error.js';

const CancelRefundPayload = builder
  .objectRef<{ readonly refund: Rows['refund'] }>('CancelRefundPayload')
  .implement({
    description: 'The canceled refund.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
    }),
  });

const CancelRefundResult = builder.unionType('CancelRefundResult', {
  description: 'The canceled refund, or the reason why it was not canceled.',
  types: [CancelRefundPayload, RefundNotCancelableError, ResourceMissingError],
  resolveType: (value) => (isRefusal(value) ? typeOfRefusal(value) : CancelRefundPayload),
});

const CancelRefundInput = builder.inputType('CancelRefundInput', {
  description: 'The refund to cancel.',
  fields: (t) => ({ refund: t.id({ required: true, description: 'The id of the refund.' }) }),
});

builder.mutationField('cancelRefund', (t) =>
  t.field({
    type: CancelRefundResult,
    description: 'Cancels a refund that still waits for the customer. Its amount can be refunded again.',
    args: { input: t.arg({ type: CancelRefundInput, required: true, description: 'The refund to cancel.' }) },
    resolve: async (_, { input }, context) => {
      const result = await cancelRefund(context, input.refund);
      return isRefusal(result) ? result : { refund: result };
    },
  }),
);
