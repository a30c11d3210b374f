import { type SummaryRow, summarize } from '../../ledger/summary.js';
import { builder } from '../builder.js';
import { refuseFilterText } from '../loading/require-row.js';
import { decimalsOf, formatArgs, formatted, safeSum } from '../types/amounts.js';
import { RefundReason, RefundStatus } from '../types/refund-enums.js';
import { RefundFilter, refundFilterOf } from '../types/refund-filter.js';

const RefundSummaryKey = builder.enumType('RefundSummaryKey', {
  description: 'How to group refunds. They are always grouped by currency too.',
  values: {
    STATUS: { value: 'status', description: 'By status.' },
    REASON: { value: 'reason', description: 'By reason.' },
    DAY: { value: 'day', description: 'By the day of their creation, in UTC.' },
  } as const,
});

const RefundSummaryRow = builder.objectRef<SummaryRow>('RefundSummaryRow').implement({
  description: 'The number and the sum of the refunds of one group.',
  fields: (t) => ({
    currency: t.exposeString('currency', { description: 'Three-letter currency code, in lower case.' }),
    currencyDecimals: t.int(decimalsOf(({ currency }: SummaryRow) => currency)),
    status: t.expose('status', {
      type: RefundStatus,
      nullable: true,
      description: 'The status of the group; null unless grouped by STATUS.',
    }),
    reason: t.expose('reason', {
      type: RefundReason,
      nullable: true,
      description:
        'The reason of the group; null unless grouped by REASON, and for refunds without a reason.',
    }),
    day: t.exposeString('day', {
      nullable: true,
      description: 'The day of the group as YYYY-MM-DD, in UTC; null unless grouped by DAY.',
    }),
    count: t.exposeInt('count', { description: 'The number of refunds.' }),
    amount: t.field({
      type: 'SafeInt',
      nullable: true,
      description:
        "The sum of their amounts, in the currency's smallest unit. If it is more than 2^53 - 1: null, and an error `TOTAL_TOO_LARGE`.",
      resolve: ({ amount }) => safeSum(amount, 'amountFormatted'),
    }),
    amountFormatted: t.string({
      description:
        'That sum as people write it, exact also beyond 2^53. An unknown locale falls back to en-US.',
      args: formatArgs,
      resolve: ({ amount, currency }, args) => formatted(amount, currency, args),
    }),
  }),
});

builder.queryField('refundSummary', (t) =>
  t.field({
    type: [RefundSummaryRow],
    description:
      'Counts and sums the refunds that `refunds` would list with the same filter, separately for each currency.',
    args: {
      filter: t.arg({ type: RefundFilter, description: 'Which refunds to include. Default: all.' }),
      by: t.arg({ type: RefundSummaryKey, required: true, description: 'How to group the refunds.' }),
    },
    resolve: (_, { filter, by }, context) => {
      const given = refundFilterOf(filter, context);
      refuseFilterText(given);
      return summarize(context.database.query, given, by);
    },
  }),
);
