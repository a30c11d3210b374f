import { builder } from '../builder.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { RefundReason, RefundStatus } from './refund-enums.js';

const AmountRange = builder.inputType('AmountRange', {
  description: 'A stretch of amounts in smallest units; the bounds that are given both hold.',
  fields: (t) => ({
    gte: t.field({ type: 'SafeInt', description: 'This or more.' }),
    lte: t.field({ type: 'SafeInt', description: 'This or less.' }),
  }),
});

const MetadataFilter = builder.inputType('MetadataFilter', {
  description: 'A key of the metadata that is set, to any value or to this one.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key.' }),
    value: t.string({ description: 'Its value; any unless given.' }),
  }),
});

export const RefundFilter = builder.inputType('RefundFilter', {
  description: 'Which refunds; the conditions that are given all hold.',
  fields: (t) => ({
    charge: t.id({ description: 'Of this charge; an unknown one is an error, not an empty list.' }),
    paymentIntent: t.id({
      description: 'Of this payment intent; an unknown one is an error, not an empty list.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Made in this stretch of time.' }),
    status: t.field({
      type: [RefundStatus],
      description: 'In one of these states; none of them matches nothing.',
    }),
    currency: t.stringList({ description: 'In one of these currencies, in lower case.' }),
    amount: t.field({ type: AmountRange, description: 'Of such an amount.' }),
    metadata: t.field({ type: MetadataFilter, description: 'With such metadata.' }),
    instructionsEmail: t.string({ description: 'Whose customer was asked at this address.' }),
    reason: t.field({
      type: [RefundReason],
      description: 'For one of these reasons; none of them matches nothing.',
    }),
  }),
});
