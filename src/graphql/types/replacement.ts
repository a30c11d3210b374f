import { builder } from '../builder.js';
import { computed } from '../loading/computed.js';
import { related } from '../loading/related.js';
import { rowSelection } from '../loading/selection.js';
import { Refund } from './refund.js';

builder.prismaObjectFields('Refund', (t) => ({
  replaces: t.field({
    type: Refund,
    nullable: true,
    description: 'The failed or canceled refund that this one makes good.',
    ...related('refund', 'replaces'),
  }),
  replacedBy: t.field({
    type: Refund,
    nullable: true,
    description:
      'The refund that makes this one good: the one that has neither failed nor been canceled, or else the newest. If it has failed or was canceled too, another one can replace this one.',
    ...computed('refund', ['id'], ({ id }, _, { load }, info) =>
      load.replacementOf(id, rowSelection(info, 'refund')),
    ),
  }),
}));
