import { OutcomeUnknownError } from '../../database/retry.js';
import type { ApprovalRequested, CreatedRefund } from '../../refunds/create/create-group.js';
import { type CreateRefundCode, createRefund } from '../../refunds/create/create-refund.js';
import { isRefusal, type Refusal } from '../../rules/refusal.js';
import { builder } from '../builder.js';
import { requestError } from '../request-error.js';
import { CreateRefundInput, CreateRefundResult } from './create-refund.js';
import { withHeaderKey } from './idempotency-header.js';

const MAX_REFUNDS = 100; // as many as a page shows

type CreateRefundsResult = CreatedRefund | ApprovalRequested | Refusal<CreateRefundCode>;

const CreateRefundsPayload = builder
  .objectRef<{ readonly results: CreateRefundsResult[] }>('CreateRefundsPayload')
  .implement({
    description: 'The results of several refunds.',
    fields: (t) => ({
      results: t.expose('results', {
        type: [CreateRefundResult],
        description: 'One result for each refund of the input, in the same order.',
      }),
    }),
  });

const CreateRefundsInput = builder.inputType('CreateRefundsInput', {
  description:
    'Several refunds, each independent of the others: if one is refused, the others may still be created.',
  fields: (t) => ({
    refunds: t.field({
      type: [CreateRefundInput],
      required: true,
      description: 'The refunds to create, at most 100.',
    }),
  }),
});

builder.mutationField('createRefunds', (t) =>
  t.field({
    type: CreateRefundsPayload,
    description: 'Creates several refunds, in the given order, each as createRefund would.',
    args: {
      input: t.arg({ type: CreateRefundsInput, required: true, description: 'The refunds to create.' }),
    },
    resolve: async (_, { input: { refunds } }, context, info) => {
      if (refunds.length > MAX_REFUNDS)
        throw requestError('PARAMETER_INVALID', `At most ${MAX_REFUNDS} refunds can be given.`, 'refunds');
      // Refunds of one charge are decided in their order, and many refunds share a commit.
      const settled = await Promise.allSettled(
        refunds.map(async (input): Promise<CreateRefundsResult> => {
          const keyed = withHeaderKey(input, context, info, refunds.length);
          return isRefusal(keyed) ? keyed : createRefund(context, keyed);
        }),
      );
      // Report an error only after all have settled, so that nothing is in flight behind the answer.
      const results = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const failed = settled.find((result) => result.status === 'rejected');
      if (failed) throw brokenOff(failed.reason, results);
      return { results };
    },
  }),
);

/**
 * The error of the whole request. Refunds that were created before it remain, and neither the error of one refund nor
 * its key tells the caller about the others.
 */
const brokenOff = (cause: unknown, results: readonly CreateRefundsResult[]): unknown =>
  results.every(isRefusal)
    ? cause
    : new OutcomeUnknownError('A refund failed after others of the request were created', { cause });
