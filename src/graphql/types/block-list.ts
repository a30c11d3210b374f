import type { StoredRows } from '../../ledger/tables.js';
import { builder } from '../builder.js';
import { listOf } from '../lists/list-of.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { Charge } from './charge.js';
import { Refund } from './refund.js';

const BlockListType = builder.enumType('BlockListType', {
  description: 'What kind of thing is blocked.',
  values: {
    CARD_FINGERPRINT: { value: 'card_fingerprint', description: 'A card, whatever it is called.' },
    EMAIL: { value: 'email', description: 'An e-mail address.' },
  } as const,
});

const BlockListEntry = builder.objectRef<StoredRows['blockListEntry']>('BlockListEntry').implement({
  description: 'A card or an e-mail address that a refund for fraud put on the block list.',
  fields: (t) => ({
    charge: t.field({
      type: Charge,
      description: 'The charge that was a fraud.',
      ...related('blockListEntry', 'charge'),
    }),
    created: t.expose('created', { type: 'DateTime', description: 'When it was first blocked.' }),
    refund: t.field({
      type: Refund,
      description: 'The refund that blocked it.',
      ...related('blockListEntry', 'refund'),
    }),
    type: t.expose('type', { type: BlockListType, description: 'What kind of thing it is.' }),
    value: t.exposeString('value', { description: 'The fingerprint or the address.' }),
  }),
});

const blockList = listOf('blockListEntry', BlockListEntry, {
  name: 'BlockList',
  description: 'A page of the block list.',
  edge: 'An entry in a list.',
  totalCount: 'How many entries the whole list holds. Counted only when asked for.',
});

builder.queryField('blockList', (t) =>
  t.field({
    type: blockList.Connection,
    description: 'Cards and e-mail addresses that refunds for fraud blocked, newest first.',
    args: {
      type: t.arg({ type: BlockListType, description: 'Only such.' }),
      value: t.arg.string({ description: 'Only this fingerprint or address.' }),
      ...t.arg.connectionArgs(),
    },
    resolve: (_, args, context, info) =>
      blockList.page(args, { type: args.type, value: args.value }, context, info),
  }),
);

builder.objectFields(Charge, (t) => ({
  blockListEntries: t.field({
    type: [BlockListEntry],
    description: 'What of its card and e-mail address is on the block list, by whichever charge.',
    ...computed(
      'charge',
      ['cardFingerprint', 'billingEmail'],
      ({ cardFingerprint, billingEmail }, _, { load }) =>
        load.blockListEntries({ cardFingerprint, email: billingEmail }),
    ),
  }),
}));
