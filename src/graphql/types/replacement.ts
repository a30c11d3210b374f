import { nothingBeyond } from '../../ledger/page-request.js';
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
      'The newest refund that makes this one good. If it has failed or was canceled too, another one can replace this one.',
    ...computed('refund', ['id'], async ({ id }, _, { load }, info) => {
      const { rows } = await load.page('refund', 'replacesId', id, {
        window: { limit: 1, from: 'start' },
        selection: rowSelection(info, 'refund'),
        beyond: nothingBeyond,
      });
      return rows[0] ?? null;
    }),
  }),
}));
