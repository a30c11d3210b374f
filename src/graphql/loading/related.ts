import type { GraphQLResolveInfo } from 'graphql';
import { type Model, type RelationName, type Rows, tables } from '../../ledger/tables.js';
import type { GatewayContext } from '../context.js';
import type { Source } from './computed.js';
import { rowSelection } from './selection.js';

/** The row that a relation leads to, or null if it may lead to none. */
type Related<M extends Model, R extends RelationName<M>> = Rows[M][R] & (object | null);

/**
 * The options of a field that resolves to the row of a to-one relation. If the statement did not join this row, it is
 * loaded, for all rows of the level together.
 */
export function related<M extends Model, R extends RelationName<M>>(model: M, name: R) {
  const { model: target, key } = tables[model].relations[name];
  return {
    extensions: { source: { relation: name } satisfies Source },
    resolve: (
      row: Rows[M],
      _args: unknown,
      { load }: GatewayContext,
      info: GraphQLResolveInfo,
    ): Related<M, R> | Promise<Related<M, R>> => {
      const joined = row[name];
      if (joined !== undefined) return joined;
      const id = row[key];
      const loaded = typeof id === 'string' ? load.row(target, id, rowSelection(info, target)) : null;
      // The types of `tables` ensure the model. The row may lack columns, but only Pothos gets it.
      return loaded as Promise<Related<M, R>>;
    },
  };
}
