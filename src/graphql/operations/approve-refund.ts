import { approveRefund, approveRefundCodes } from '../../refunds/approvals/approve-refund.js';
import { isRefusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { resultUnion } from '../types/result-union.js';
import { CreateRefundPayload } from './create-refund.js';
import { decisionNote } from './decision-note.js';

const ApproveRefundResult = resultUnion(
  'ApproveRefundResult',
  'The created refund, or the reason why it was not approved.',
  CreateRefundPayload,
  approveRefundCodes,
);

const ApproveRefundInput = builder.inputType('ApproveRefundInput', {
  description: 'The refund to approve.',
  fields: (t) => ({
    approval: t.id({ required: true, description: 'The id of the approval.' }),
    note: t.string({ description: 'Why it is approved, at most 512 characters.' }),
  }),
});

builder.mutationField('approveRefund', (t) =>
  t.field({
    type: ApproveRefundResult,
    description:
      'Approves a refund that another caller asked for, and creates it. It is decided anew by the rules: if they refuse it now, it goes on waiting for approval.',
    args: {
      input: t.arg({ type: ApproveRefundInput, required: true, description: 'The refund to approve.' }),
    },
    resolve: async (_, { input }, context) => {
      const result = await approveRefund(context, input.approval, decisionNote(input));
      return isRefusal(result) ? result : { refund: result, idempotentReplay: false };
    },
  }),
);
