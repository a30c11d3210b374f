import type { Rows } from '../../ledger/tables.js';
import { cancelRefund, cancelRefundCodes } from '../../refunds/cancel-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { Refund } from '../types/refund.js';
import { resultUnion } from '../types/result-union.js';

const CancelRefundPayload = builder
  .objectRef<{ readonly refund: Rows['refund'] }>('CancelRefundPayload')
  .implement({
    description: 'The canceled refund.',
    fields: (t) => ({
      refund: t.expose('refund', { type: Refund, description: 'The refund as it is now.' }),
    }),
  });

const CancelRefundResult = resultUnion(
  'CancelRefundResult',
  'The canceled refund, or the reason why it was not canceled.',
  CancelRefundPayload,
  cancelRefundCodes,
);

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
