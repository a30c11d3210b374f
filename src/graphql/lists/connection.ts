import type { ListModel } from '../../ledger/filters.js';
import type { Page } from '../../ledger/page.js';
import type { Selected } from '../../ledger/select.js';
import type { Order } from '../../ledger/tables.js';
import { encodeCursor } from './cursor.js';

/**
 * A page in the shape of Relay's connections. It and its parts are classes: their getters are compiled once, and run
 * only if the query selects them.
 */
export class Connection<M extends ListModel> {
  readonly nodes: readonly Selected<M>[];
  readonly edges: readonly Edge<M>[];
  readonly pageInfo: PageInfo<M>;

  /**
   * @param totalCount counts the whole list
   * @param order that of the page, if it is not the model's own
   */
  constructor(
    model: M,
    page: Page<Selected<M>>,
    readonly totalCount: () => Promise<number>,
    order?: Order,
  ) {
    this.nodes = page.rows;
    this.edges = page.rows.map((row) => new Edge(model, row, order));
    this.pageInfo = new PageInfo(this.edges, page);
  }
}

export class Edge<M extends ListModel> {
  constructor(
    private readonly model: M,
    readonly node: Selected<M>,
    private readonly order: Order | undefined,
  ) {}
  get cursor(): string {
    return encodeCursor(this.model, this.node, this.order);
  }
}

class PageInfo<M extends ListModel> {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  constructor(
    private readonly edges: readonly Edge<M>[],
    { hasNextPage, hasPreviousPage }: Page<Selected<M>>,
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
