import type { GraphQLResolveInfo } from 'graphql';
import type { Selected } from '../../ledger/select.js';
import type { Model } from '../../ledger/tables.js';
import { builder } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { nodeScopes } from '../field-scopes.js';
import { requireScope } from '../guard-fields.js';
import { rowSelection } from '../loading/selection.js';
import { modelOfId, typeNameOf } from '../node-types.js';
import { requestError } from '../request-error.js';

const MAX_NODES = 100; // as many as a page has at most

const Node = builder.nodeInterfaceRef();

/**
 * The object with this id, of any kind; null if there is none. Objects of one kind are loaded in one statement.
 *
 * @throws FORBIDDEN for a kind that needs a scope that the caller lacks
 */
async function find(
  id: string,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Selected<Model> | null> {
  const model = modelOfId(id);
  if (!model) return null;
  const scope = nodeScopes[typeNameOf(model)];
  if (scope) requireScope(scope, `Query.${info.fieldName}`, context);
  return context.load.row(model, id, rowSelection(info, model));
}

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'The object with this id, of any type; null if there is none.',
    args: {
      id: t.arg.id({
        required: true,
        description: 'The id with its prefix, such as `re_…`, `ch_…` or `pi_…`.',
      }),
    },
    resolve: (_, { id }, context, info) => find(id, context, info),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The objects with these ids, in the same order; null for each id that does not exist.',
    args: { ids: t.arg.idList({ required: true, description: 'At most 100 ids, of any types.' }) },
    resolve: (_, { ids }, context, info) => {
      if (ids.length > MAX_NODES)
        throw requestError('PARAMETER_INVALID', `At most ${MAX_NODES} ids can be given.`, 'ids');
      return Promise.all(ids.map((id) => find(id, context, info)));
    },
  }),
}));
