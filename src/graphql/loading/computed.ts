import type { GraphQLField, GraphQLResolveInfo } from 'graphql';
import type { Column, Model, StoredRows } from '../../ledger/tables.js';
import type { GatewayContext } from '../context.js';

/** What a field is resolved from: some columns of its row, or a row that is related to it. */
export type Source = { readonly columns: readonly string[] } | { readonly relation: string };

/**
 * The options of a field that is resolved from some columns of its row. Only these are read, and the resolver sees no
 * others:
 *
 *     ...computed('refund', ['amount', 'currency'], ({ amount, currency }) => formatAmount(amount, currency))
 */
export const computed = <M extends Model, C extends Column<M>, Args, Result>(
  _model: M,
  columns: readonly C[],
  resolve: (
    row: Pick<StoredRows[M], C>,
    args: Args,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ) => Result,
) => ({ extensions: { source: { columns } satisfies Source }, resolve });

/**
 * The source of a field: the one that `computed` or `related` states, or the column that it exposes. Null if there is
 * none: then the resolver may use any column, and the whole row has to be read.
 */
export function sourceOf({ extensions }: GraphQLField<unknown, unknown>): Source | null {
  const { source, pothosExposedField: exposed } = extensions as {
    readonly source?: Source;
    readonly pothosExposedField?: string;
  };
  return source ?? (exposed === undefined ? null : { columns: [exposed] });
}
