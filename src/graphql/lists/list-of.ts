import type { GraphQLResolveInfo } from 'graphql';
import type { Exactly } from '../../ledger/conditions.js';
import type { Filters, ListModel } from '../../ledger/filters.js';
import { countList, readPage } from '../../ledger/page.js';
import type { Column } from '../../ledger/tables.js';
import { builder, type RowType } from '../builder.js';
import type { GatewayContext } from '../context.js';
import { refuseFilterText } from '../loading/require-row.js';
import { Connection, type Edge } from './connection.js';
import { type PageArgs, pageRequest } from './page-args.js';

interface ListOptions {
  /** The start of the type names: `Refund` gives `RefundConnection` and `RefundEdge`. */
  readonly name: string;
  /** Describes the connection. */
  readonly description: string;
  /** Describes the edge. */
  readonly edge: string;
  /** Describes the number of rows in the whole list. Without it, the connection has no `totalCount`. */
  readonly totalCount?: string;
}

/**
 * The lists of a model: their connection type, and the pages that the fields of this type resolve to.
 *
 * @param row the type of the rows
 */
export const listOf = <M extends ListModel>(model: M, row: RowType<M>, options: ListOptions) => ({
  Connection: connectionType<M>(row, options),

  /** A page of the rows that a filter leaves. */
  async page<Given extends Filters[M]>(
    args: PageArgs,
    filter: Given & Exactly<Filters[M], Given>,
    { database: { query } }: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<Connection<M>> {
    refuseFilterText(filter);
    const request = pageRequest(model, args, info);
    const page = await readPage(query, model, filter, request);
    return new Connection(model, page, () => countList(query, model, filter), request.order);
  },

  /** A page of the rows of a parent, whose id they have in `parentField`. It is loaded for all parents together. */
  async pageOf(
    parentField: Column<M>,
    parentId: string,
    args: PageArgs,
    { load }: GatewayContext,
    info: GraphQLResolveInfo,
  ): Promise<Connection<M>> {
    const page = await load.page(model, parentField, parentId, pageRequest(model, args, info));
    return new Connection(model, page, () => load.count(model, parentField, parentId));
  },
});

/**
 * Relay's connection over rows of the model, and its edge. They expose properties, which GraphQL reads without a call
 * of a resolver unless a plugin wraps it. The connections of Pothos's Relay plugin have resolvers.
 */
function connectionType<M extends ListModel>(
  row: RowType<M>,
  { name, description, edge, totalCount }: ListOptions,
) {
  const edgeType = builder.objectRef<Edge<M>>(`${name}Edge`).implement({
    description: edge,
    fields: (t) => ({
      node: t.expose('node', { type: row, description: 'The row.' }),
      cursor: t.exposeString('cursor', {
        description: "The row's cursor. Pass it as `after` or `before`.",
      }),
    }),
  });
  return builder.objectRef<Connection<M>>(`${name}Connection`).implement({
    description,
    fields: (t) => ({
      pageInfo: t.expose('pageInfo', {
        type: builder.pageInfoRef(),
        description: 'Pagination details.',
      }),
      edges: t.expose('edges', {
        type: [edgeType],
        description: 'The rows of this page, each with its cursor.',
      }),
      nodes: t.expose('nodes', { type: [row], description: 'The rows of this page.' }),
      ...(totalCount !== undefined && {
        totalCount: t.int({
          description: totalCount,
          resolve: (connection) => connection.totalCount(),
        }),
      }),
    }),
  });
}
