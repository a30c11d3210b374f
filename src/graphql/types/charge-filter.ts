import type { Filters } from '../../ledger/filters.js';
import { amountSteps } from '../../rules/currency.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { DateTimeRange } from '../lists/date-time-range.js';
import { AmountRange, MetadataFilter, SEARCH, searchOf } from './filter-parts.js';

export const ChargeStatus = builder.enumType('ChargeStatus', {
  description: 'The status of a charge.',
  values: {
    PENDING: { value: 'pending', description: 'The money is on its way.' },
    SUCCEEDED: { value: 'succeeded', description: 'The money was captured or authorized.' },
    FAILED: { value: 'failed', description: 'The payment attempt failed.' },
  } as const,
});

const RefundedState = builder.enumType('RefundedState', {
  description: 'How much of a charge was given back. Failed and canceled refunds do not count.',
  values: {
    NONE: { value: 'none', description: 'Nothing.' },
    PARTIAL: { value: 'partial', description: 'A part: some of it could still be refunded.' },
    FULL: { value: 'full', description: 'The whole charge.' },
  } as const,
});

export const ChargeFilter = builder.inputType('ChargeFilter', {
  description: 'Which charges to list. A charge must meet every given condition.',
  fields: (t) => ({
    paymentIntent: t.id({
      description:
        'Belongs to this payment intent. An id that does not exist is an error, not an empty list.',
    }),
    created: t.field({ type: DateTimeRange, description: 'Created in this range of time.' }),
    status: t.field({
      type: [ChargeStatus],
      description: 'Has one of these statuses. An empty list matches nothing.',
    }),
    search: t.string({ description: `Is found by what an agent has in hand. ${SEARCH}` }),
    email: t.string({
      description: "Has this billing address: the customer's whole e-mail address, in any case.",
    }),
    emailStartsWith: t.string({
      description: "The customer's e-mail address starts with this text, in any case.",
    }),
    name: t.string({
      description:
        "The customer's name has these words or beginnings of words, in any order, case and with or without accents: `jen ros` finds Jenny Rosen. Words are compared by their first 12 letters.",
    }),
    last4: t.string({ description: 'Was paid with a card with these last four digits.' }),
    amount: t.field({ type: AmountRange, description: 'Has an amount in this range.' }),
    currency: t.stringList({
      description: 'Has one of these currencies: three-letter codes, in any case.',
    }),
    disputed: t.boolean({ description: 'The customer has ever disputed it, or never.' }),
    metadata: t.field({ type: MetadataFilter, description: 'Has this metadata.' }),
    description: t.string({
      description:
        'Has all these words in its description, in any order and case. Punctuation does not count.',
    }),
    refunded: t.field({ type: RefundedState, description: 'So much of it was given back.' }),
    paymentMethodType: t.stringList({
      description:
        'Was paid with one of these types of payment methods, such as `card`. An empty list matches nothing.',
    }),
    refundable: t.boolean({
      description:
        'True lists only charges that createRefund would accept for some amount now. False lists only the others.',
    }),
  }),
});

/** The filter as the ledger takes it, for what this caller may know. */
export const chargeFilterOf = (
  given: typeof ChargeFilter.$inferInput | null | undefined,
  context: GatewayContext,
) => {
  const { refundable = null, search, ...filter } = given ?? {};
  return {
    ...filter,
    search: searchOf(search, context),
    refundable: refundable === null ? null : { refundable, amountSteps },
  } satisfies Filters['charge'];
};
