import type { Filters } from '../../ledger/filters.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { AmountRange, MetadataFilter, SEARCH, searchOf } from './filter-parts.js';
import { RefundFailureReason, RefundPendingReason, RefundReason, RefundStatus } from './refund-enums.js';

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
      description:
        'Has one of these currencies: codes of ISO 4217, in any case. An unknown currency is an error, not an empty list.',
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
    reasonCode: t.string({ description: "Has this reason of the operator's own list." }),
    createdBy: t.string({
      description: 'Was asked for by this caller: a name, `sandbox` or `import`.',
    }),
    failureReason: t.field({
      type: [RefundFailureReason],
      description: 'Failed for one of these reasons. An empty list matches nothing.',
    }),
    pendingReason: t.field({
      type: [RefundPendingReason],
      description: 'Is pending for one of these reasons. An empty list matches nothing.',
    }),
    search: t.string({
      description: `Its charge is found by what an agent has in hand. The id of a refund finds this one alone. ${SEARCH}`,
    }),
    email: t.string({
      description: "Its charge has this billing address: the customer's whole e-mail address, in any case.",
    }),
    emailStartsWith: t.string({
      description: "The e-mail address of its charge's customer starts with this text, in any case.",
    }),
    name: t.string({
      description:
        "The name of its charge's customer has these words or beginnings of words, as in ChargeFilter.",
    }),
    last4: t.string({ description: 'Its charge was paid with a card with these last four digits.' }),
    paymentMethodType: t.stringList({
      description:
        'Its charge was paid with one of these types of payment methods, such as `card`. An empty list matches nothing.',
    }),
  }),
});

/** The filter as the ledger takes it, for what this caller may know. */
export const refundFilterOf = (
  given: typeof RefundFilter.$inferInput | null | undefined,
  context: GatewayContext,
) => {
  const { search, ...filter } = given ?? {};
  return { ...filter, search: searchOf(search, context) } satisfies Filters['refund'];
};
