import type { SummaryRow } from '../../ledger/summary.js';
import { builder } from '../builder.js';
import { RefundReason, RefundStatus } from '../types/refund-enums.js';
import { RefundFilter } from '../types/refund-filter.js';

const RefundSummaryKey = builder.enumType('RefundSummaryKey', {
  description: 'What refunds are summed by, besides the currency.',
  values: {
    STATUS: { value: 'status', description: 'How far they have come.' },
    REASON: { value: 'reason', description: 'Why they were made.' },
    DAY: { value: 'day', description: 'The day on which they were made, in UTC.' },
  } as const,
});

const RefundSummaryRow = builder.objectRef<SummaryRow>('RefundSummaryRow').implement({
  description: 'How many refunds in one currency there are of one kind, and how much they are together.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'Three letters, in lower case.' }),
    status: t.expose('status', {
      type: RefundStatus,
      nullable: true,
      description: 'Set when summed by STATUS.',
    }),
    reason: t.expose('reason', {
      type: RefundReason,
      nullable: true,
      description: 'Set when summed by REASON; null also for refunds without one.',
    }),
    day: t.exposeString('day', {
      nullable: true,
      description: 'As YYYY-MM-DD, in UTC; set when summed by DAY.',
    }),
    count: t.exposeInt('count', { description: 'How many refunds.' }),
    amount: t.expose('amount', {
      type: 'SafeInt',
      description: 'Their sum, in the smallest unit of the currency.',
    }),
  }),
});

builder.queryField('refundSummary', (t) =>
  t.field({
    type: [RefundSummaryRow],
    description:
      'Count and sum of the refunds that `refunds` would list for the same filter, currencies apart.',
    args: {
      filter: t.arg({ type: RefundFilter, description: 'Which refunds; all without it.' }),
      by: t.arg({ type: RefundSummaryKey, required: true, description: 'What they are summed by.' }),
    },
    resolve: (_, { filter, by }, { database }) => database.prisma.refund.summary(filter ?? {}, by),
  }),
);
