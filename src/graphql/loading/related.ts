import type { GraphQLResolveInfo } from 'graphql';
import type { Selected } from '../../ledger/select.js';
import { type Model, type ModelOf, type RelationName, type Rows, tables } from '../../ledger/tables.js';
import type { GatewayContext } from '../context.js';
import type { Source } from './computed.js';
import { rowSelection } from './selection.js';

/** The row that a relation leads to, with the columns that the query selects, or null if it may lead to none. */
type Related<M extends Model, R extends RelationName<M>> =
  | Selected<ModelOf<NonNullable<Rows[M][R]>>>
  | (Rows[M][R] & null);

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
      const joined: unknown = row[name];
      // The types of `tables` ensure the model of both rows. They may lack columns, which `Selected` hides.
      if (joined !== undefined) return joined as Related<M, R>;
      const id = row[key];
      const loaded = typeof id === 'string' ? load.row(target, id, rowSelection(info, target)) : null;
      return loaded as Promise<Related<M, R>>;
    },
  };
}
