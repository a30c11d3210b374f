import { builder } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { RefundReason, RefundStatus } from './refund-enums.js';

const AmountRange = builder.inputType('AmountRange', {
  description: "A range of amounts in the currency's smallest unit. Both given bounds apply.",
  fields: (t) => ({
    gte: t.field({ type: 'SafeInt', description: 'At least this amount.' }),
    lte: t.field({ type: 'SafeInt', description: 'At most this amount.' }),
  }),
});

const MetadataFilter = builder.inputType('MetadataFilter', {
  description: 'A metadata key that is set, to any value or to the given value.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key.' }),
    value: t.string({ description: 'The value. Default: any value.' }),
  }),
});

export const RefundFilter = builder.inputType('RefundFilter', {
  description: 'Which refunds to list. A refund must meet every given condition.',
  fields: (t) => ({
    charge: t.id({
      description: 'Belongs to this charge. An id that does not exist is an error, not an empty list.',
    }),
    paymentIntent: t.id({
      description:
        'Belongs to this payment intent. An id that does not exist is an error, not an empty list.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Created in this range of time.' }),
    status: t.field({
      type: [RefundStatus],
      description: 'Has one of these statuses. An empty list matches nothing.',
    }),
    currency: t.stringList({
      description: 'Has one of these currencies: three-letter codes, in any case.',
    }),
    amount: t.field({ type: AmountRange, description: 'Has an amount in this range.' }),
    metadata: t.field({ type: MetadataFilter, description: 'Has this metadata.' }),
    instructionsEmail: t.string({
      description: 'Its customer was asked for bank details at this e-mail address.',
    }),
    reason: t.field({
      type: [RefundReason],
      description: 'Has one of these reasons. An empty list matches nothing.',
    }),
  }),
});
