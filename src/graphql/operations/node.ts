import type { GraphQLResolveInfo } from 'graphql';
import type { Rows } from '../../ledger/tables.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { rowSelection } from '../loading/selection.js';
import { modelOfId } from '../node-types.js';
import { requestError } from '../request-error.js';

const MAX_NODES = 100; // as many as a page has at most

const Node = builder.nodeInterfaceRef();

/** The object of any kind that an id tells; null for the unknown. Those of one kind are one statement. */
async function find(
  id: string,
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Rows[keyof Rows] | null> {
  const model = modelOfId(id);
  return model ? load.row(model, id, rowSelection(info, model)) : null;
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The object of any kind with this id; null where there is none.',
    args: {
      id: t.arg.id({ required: true, description: 'With its prefix, as it is: `re_…`, `ch_…`, `pi_…`.' }),
    },
    resolve: (_, { id }, context, info) => find(id, context, info),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The objects of these ids, in their order; null in the place of the unknown.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 100, of any kinds.' }) },
    resolve: (_, { ids }, context, info) => {
      if (ids.length > MAX_NODES)
        throw requestError('PARAMETER_INVALID', `At most ${MAX_NODES} ids can be given.`, 'ids');
      return Promise.all(ids.map((id) => find(id, context, info)));
    },
  }),
}));
