import DataLoader from 'dataloader';
import type { BlockListSubject } from '../../ledger/block-list.js';
import type { LedgerClient } from '../../ledger/client.js';
import type { ListModel } from '../../ledger/filters.js';
import type { Page } from '../../ledger/page.js';
import type { PageRequest } from '../../ledger/page-request.js';
import { type Selection, wholeRow } from '../../ledger/select.js';
import type { Model, Rows } from '../../ledger/tables.js';

/**
 * What hangs on rows, loaded for all rows of a level at once: one statement a kind, however many rows. One for each
 * request. Nothing is remembered beyond a level, so that what follows a mutation reads what it wrote.
 */
export class Loaders {
  readonly #prisma: LedgerClient;
  readonly #loaders = new Map<string, DataLoader<string, unknown>>();
  readonly #selections = new Map<Selection, number>();

  constructor(prisma: LedgerClient) {
    this.#prisma = prisma;
  }

  /** The row of an id, null where there is none. */
  row<M extends Model>(model: M, id: string, selection: Selection = wholeRow): Promise<Rows[M] | null> {
    const client = this.#prisma[model] as {
      byIds(ids: readonly string[], selection: Selection): Promise<(Rows[M] | null)[]>;
    };
    return this.#batch(`row ${model} ${this.#number(selection)}`, id, (ids) => client.byIds(ids, selection));
  }

  /** A page of one parent's list. */
  page<M extends ListModel>(
    model: M,
    parentField: string,
    parentId: string,
    request: PageRequest<M>,
  ): Promise<Page<Rows[M]>> {
    const { selection } = request;
    const key = `page ${model} ${parentField} ${this.#number(selection)} ${keyOf(request)}`;
    const client = this.#prisma[model] as unknown as {
      pagesOf(field: string, ids: readonly string[], request: PageRequest<M>): Promise<Page<Rows[M]>[]>;
    };
    return this.#batch(key, parentId, (ids) => client.pagesOf(parentField, ids, request));
  }

  /** How many rows one parent's list holds. */
  count(model: ListModel, parentField: string, parentId: string): Promise<number> {
    return this.#batch(`count ${model} ${parentField}`, parentId, (ids) =>
      this.#prisma[model].countsOf(parentField, ids),
    );
  }

  /** What is refunded of all charges of a payment intent. */
  amountRefundedOf(paymentIntentId: string): Promise<bigint> {
    return this.#batch('amountRefundedOf', paymentIntentId, (ids) =>
      this.#prisma.charge.amountsRefundedOf(ids),
    );
  }

  /** The entries of a card and an e-mail address. */
  blockListEntries(subject: BlockListSubject): Promise<Rows['blockListEntry'][]> {
    return this.#batch('blockListEntries', JSON.stringify(subject), (subjects) =>
      this.#prisma.blockListEntry.entriesOf(subjects.map((of) => JSON.parse(of))),
    );
  }

  #batch<T>(name: string, key: string, load: (keys: readonly string[]) => Promise<readonly T[]>): Promise<T> {
    let loader = this.#loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) {
      loader = new DataLoader(
        async (keys) => {
          const distinct = [...new Set(keys)];
          const values = await load(distinct);
          const found = new Map(distinct.map((of, index) => [of, values[index] as T]));
          return keys.map((of) => found.get(of) as T);
        },
        { cache: false },
      );
      this.#loaders.set(name, loader);
    }
    return loader.load(key);
  }

  #number(selection: Selection): number {
    const known = this.#selections.get(selection) ?? this.#selections.size;
    this.#selections.set(selection, known);
    return known;
  }
}

/** What tells one page of a parent's list from another; most are the first of so many. */
const keyOf = ({ window, filter, beyond }: PageRequest<ListModel>): string =>
  `${window.limit} ${window.from} ${beyond.before} ${beyond.after} ${window.after || window.before ? JSON.stringify(window) : ''}${Object.keys(filter).length > 0 ? JSON.stringify(filter) : ''}`;
