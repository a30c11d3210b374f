import type { SearchFilter } from '../../ledger/charge-conditions.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';

export const AmountRange = builder.inputType('AmountRange', {
  description: "A range of amounts in the currency's smallest unit. Both given bounds apply.",
  fields: (t) => ({
    gte: t.field({ type: 'SafeInt', description: 'At least this amount.' }),
    lte: t.field({ type: 'SafeInt', description: 'At most this amount.' }),
  }),
});

export const MetadataFilter = builder.inputType('MetadataFilter', {
  description: 'A metadata key that is set, to any value or to the given value.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key.' }),
    value: t.string({ description: 'The value. Default: any value.' }),
  }),
});

/** What the descriptions of both filters by `search` say. */
export const SEARCH =
  'An id, such as that of a charge, a refund, a payment intent or a dispute, finds exactly this one. Anything else finds ' +
  'charges that have all its words in the description or in values of the metadata, such as an order number. Besides, ' +
  'four digits are the last ones of a card, an e-mail address or its start finds the customer, and so does a name. These ' +
  'two need the scope `customers:read`: without it, a search does not look at the customer. What finds nothing is no ' +
  'error. Up to 512 characters.';

/** The text of a search, for what this caller may know. */
export const searchOf = (
  text: string | null | undefined,
  { scopes }: Pick<GatewayContext, 'scopes'>,
): SearchFilter | null => (text == null ? null : { text, personal: scopes.has('customers:read') });
