import type { GraphQLResolveInfo } from 'graphql';
import type { Filters, ListModel } from '../../ledger/filters.js';
import { countList, type Page, readPage } from '../../ledger/page.js';
import type { PageRequest, Window } from '../../ledger/page-request.js';
import type { Column, Rows } from '../../ledger/tables.js';
import type { GatewayContext } from '../context.js';
import { listSelection } from '../loading/selection.js';
import { requestError } from '../request-error.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const DEFAULT_PAGE_SIZE = 10; // Stripe's
const MAX_PAGE_SIZE = 100; // Stripe's

/** The arguments of every connection. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

/** A page as Relay's connections show it. A class, as its getters are then compiled once and run when asked for. */
export class Connection<M extends ListModel> {
  readonly edges: readonly Edge<M>[];
  readonly pageInfo: PageInfo<M>;

  constructor(
    model: M,
    page: Page<Rows[M]>,
    /** Counts the list, when asked for. */
    readonly totalCount: () => Promise<number>,
  ) {
    this.edges = page.rows.map((row) => new Edge(model, row));
    this.pageInfo = new PageInfo(this.edges, page);
  }
}

class Edge<M extends ListModel> {
  constructor(
    private readonly model: M,
    readonly node: Rows[M],
  ) {}
  get cursor(): string {
    return encodeCursor(this.model, this.node);
  }
}

class PageInfo<M extends ListModel> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  constructor(
    private readonly edges: readonly Edge<M>[],
    { hasNextPage, hasPreviousPage }: Page<Rows[M]>,
  ) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
  }
  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }
  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

/** A page of a list of its own. */
export async function rootConnection<M extends ListModel>(
  model: M,
  args: PageArgs,
  filter: Filters[M],
  { database }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection<M>> {
  const { query } = database;
  const page = await readPage(query, model, filter, pageRequest(model, args, info));
  return new Connection(model, page, () => countList(query, model, filter));
}

/** A page of what belongs to a row: loaded for all rows of the level together. */
export async function childConnection<M extends ListModel>(
  model: M,
  parentField: Column<M>,
  parentId: string,
  args: PageArgs,
  { load }: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<Connection<M>> {
  const page = await load.page(model, parentField, parentId, pageRequest(model, args, info));
  return new Connection(model, page, () => load.count(model, parentField, parentId));
}

function pageRequest(model: ListModel, args: PageArgs, info: GraphQLResolveInfo): PageRequest {
  const { rows, beyond } = listSelection(info, model);
  return { window: windowOf(model, args), selection: rows, beyond };
}

/** @throws PARAMETER_INVALID (rules, section 9) */
function windowOf(model: ListModel, { first, last, after, before }: PageArgs): Window {
  if (first != null && last != null)
    throw requestError('PARAMETER_INVALID', 'Only one of first and last can be given.', 'last');
  checkSize('first', first);
  checkSize('last', last);
  return {
    limit: first ?? last ?? DEFAULT_PAGE_SIZE,
    from: last == null ? 'start' : 'end',
    after: after == null ? undefined : decodeCursor(model, after, 'after'),
    before: before == null ? undefined : decodeCursor(model, before, 'before'),
  };
}

function checkSize(param: 'first' | 'last', size: number | null | undefined): void {
  if (size != null && (size < 1 || size > MAX_PAGE_SIZE))
    throw requestError('PARAMETER_INVALID', `${param} must be from 1 to ${MAX_PAGE_SIZE}.`, param);
}
