import type { GraphQLResolveInfo } from 'graphql';
import type { Model, Rows } from '../../ledger/tables.js';
import type { GatewayContext } from '../context.js';
import { rowSelection } from './selection.js';

/**
 * What a to-one relation leads to: the row that was joined in, where the page's statement did; else loaded, for all
 * rows of the level together.
 */
export function related<M extends Model>(
  joined: Rows[M] | null | undefined,
  model: M,
  id: string | null,
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Rows[M] | null | Promise<Rows[M] | null> {
  if (joined !== undefined) return joined;
  return id === null ? null : load.row(model, id, rowSelection(info, model));
}
