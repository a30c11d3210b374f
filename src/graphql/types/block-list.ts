import { unlessBlank } from '../../rules/text.js';
import { builder, type RowType } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { Charge } from './charge.js';
import { Refund } from './refund.js';

const BlockListType = builder.enumType('BlockListType', {
  description: 'The kind of a block list entry.',
  values: {
    CARD_FINGERPRINT: { value: 'card_fingerprint', description: 'A card, by its fingerprint.' },
    EMAIL: { value: 'email', description: 'An e-mail address.' },
  } as const,
});

const BlockListEntry: RowType<'blockListEntry'> = builder.prismaObject('BlockListEntry', {
  description: 'A card or an e-mail address that a refund with the reason FRAUDULENT put on the block list.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Starts with `blk_`.' }),
    charge: t.field({
      type: Charge,
      description: 'The fraudulent charge.',
      ...related('blockListEntry', 'charge'),
    }),
    created: t.expose('created', {
      type: 'DateTime',
      description: 'The time when the entry was first blocked.',
    }),
    refund: t.field({
      type: Refund,
      description: 'The refund that caused the entry.',
      ...related('blockListEntry', 'refund'),
    }),
    type: t.expose('type', { type: BlockListType, description: 'The kind of the entry.' }),
    value: t.exposeString('value', {
      description: 'The card fingerprint or the e-mail address. Of an erased person, a hash of the address.',
    }),
  }),
});

const blockList = listOf('blockListEntry', BlockListEntry, {
  name: 'BlockList',
  description: 'A page of the block list.',
  edge: 'An entry in a list.',
  totalCount: 'The number of entries in the whole list. Counted only if selected.',
});

builder.queryField('blockList', (t) =>
  t.field({
    type: blockList.Connection,
    description: 'Blocked cards and e-mail addresses, newest first.',
    args: {
      type: t.arg({ type: BlockListType, description: 'Only entries of this kind.' }),
      value: t.arg.string({ description: 'Only the entry with this fingerprint or address.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, { first, last, after, before, ...filter }, context, info) =>
      blockList.page({ first, last, after, before }, filter, context, info),
  }),
);

builder.prismaObjectFields('Charge', (t) => ({
  blockListEntries: t.field({
    type: [BlockListEntry],
    nullable: true,
    description:
      'The block list entries for its card and its e-mail address, also when another charge caused them.',
    ...computed(
      'charge',
      ['cardFingerprint', 'billingEmail'],
      ({ cardFingerprint, billingEmail }, _, { load }) =>
        load.blockListEntries({
          cardFingerprint: unlessBlank(cardFingerprint),
          email: unlessBlank(billingEmail),
        }),
    ),
  }),
}));
