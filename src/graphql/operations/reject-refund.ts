import type { Rows } from '../../ledger/tables.js';
import { rejectRefund, rejectRefundCodes } from '../../refunds/approvals/reject-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { RefundApproval } from '../types/refund-approval.js';
import { resultUnion } from '../types/result-union.js';
import { decisionNote } from './decision-note.js';

const RejectRefundPayload = builder
  .objectRef<{ readonly approval: Rows['refundApproval'] }>('RejectRefundPayload')
  .implement({
    description: 'The rejected refund.',
    fields: (t) => ({
      approval: t.expose('approval', { type: RefundApproval, description: 'The approval as it is now.' }),
    }),
  });

const RejectRefundResult = resultUnion(
  'RejectRefundResult',
  'The rejected refund, or the reason why it was not rejected.',
  RejectRefundPayload,
  rejectRefundCodes,
);

const RejectRefundInput = builder.inputType('RejectRefundInput', {
  description: 'The refund to reject.',
  fields: (t) => ({
    approval: t.id({ required: true, description: 'The id of the approval.' }),
    note: t.string({ description: 'Why it is rejected, at most 512 characters.' }),
  }),
});

builder.mutationField('rejectRefund', (t) =>
  t.field({
    type: RejectRefundResult,
    description: 'Rejects a refund that another caller asked for. It is never made.',
    args: {
      input: t.arg({ type: RejectRefundInput, required: true, description: 'The refund to reject.' }),
    },
    resolve: async (_, { input }, context) => {
      const result = await rejectRefund(context, input.approval, decisionNote(input));
      return isRefusal(result) ? result : { approval: result };
    },
  }),
);
