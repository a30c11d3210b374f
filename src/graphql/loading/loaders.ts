import DataLoader from 'dataloader';
import type { Query } from '../../database/sql.js';
import { type BlockListSubject, entriesOf } from '../../ledger/block-list.js';
import type { ListModel } from '../../ledger/filters.js';
import { amountsRefundedOf, countLists, type Page, readPages, readRows } from '../../ledger/page.js';
import type { PageRequest } from '../../ledger/page-request.js';
import { replacementsOf } from '../../ledger/replacements.js';
import type { RowOf, Selected, Selection } from '../../ledger/select.js';
import type { Column, Model, Rows } from '../../ledger/tables.js';
import { isId } from '../../rules/ids.js';

/**
 * Loads related rows for all rows of a level at once: one statement for each kind, however many rows. Each request has
 * loaders of its own. Nothing is cached beyond a level, so that a field after a mutation reads what the mutation wrote.
 */
export class Loaders {
  readonly #query: Query;
  readonly #loaders = new Map<string, DataLoader<string, unknown>>();
  readonly #selections = new Map<Selection, number>();
  #stopped: Error | undefined;

  constructor(query: Query) {
    this.#query = query;
  }

  /** Loaders for another execution of the same request. */
  renewed(): Loaders {
    return new Loaders(this.#query);
  }

  get isStopped(): boolean {
    return this.#stopped !== undefined;
  }

  /** From now on nothing more is loaded: every request for a row fails with this error. */
  stop(error: Error): void {
    this.#stopped = error;
  }

  /** The row with an id; null if there is none. */
  row<M extends Model, S extends Selection>(model: M, id: string, selection: S): Promise<RowOf<M, S> | null> {
    if (!isId(id)) return Promise.resolve(null);
    return this.#batch(`row ${model} ${this.#number(selection)}`, id, (ids) =>
      readRows(this.#query, model, ids, selection),
    );
  }

  /** A page of one parent's list. */
  page<M extends Model>(
    model: M,
    parentField: Column<M>,
    parentId: string,
    request: PageRequest,
  ): Promise<Page<Selected<M>>> {
    const { selection } = request;
    const key = `page ${model} ${parentField} ${this.#number(selection)} ${keyOf(request)}`;
    return this.#batch(key, parentId, (ids) => readPages(this.#query, model, parentField, ids, request));
  }

  /** How many rows one parent's list holds. */
  count<M extends ListModel>(model: M, parentField: Column<M>, parentId: string): Promise<number> {
    return this.#batch(`count ${model} ${parentField}`, parentId, (ids) =>
      countLists(this.#query, model, parentField, ids),
    );
  }

  /** What replaces a refund; null if nothing does. */
  replacementOf(refundId: string, selection: Selection): Promise<Selected<'refund'> | null> {
    return this.#batch(`replacementOf ${this.#number(selection)}`, refundId, (ids) =>
      replacementsOf(this.#query, ids, selection),
    );
  }

  /** The amount refunded over all charges of a payment intent. */
  amountRefundedOf(paymentIntentId: string): Promise<bigint> {
    return this.#batch('amountRefundedOf', paymentIntentId, (ids) => amountsRefundedOf(this.#query, ids));
  }

  /** The entries of a card and an e-mail address. */
  blockListEntries(subject: BlockListSubject): Promise<Rows['blockListEntry'][]> {
    return this.#batch('blockListEntries', JSON.stringify(subject), (subjects) =>
      entriesOf(
        this.#query,
        subjects.map((key) => JSON.parse(key)),
      ),
    );
  }

  #batch<T>(name: string, key: string, load: (keys: readonly string[]) => Promise<readonly T[]>): Promise<T> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    let loader = this.#loaders.get(name) as DataLoader<string, T> | undefined;
    if (!loader) {
      loader = new DataLoader(
        async (keys) => {
          const distinct = [...new Set(keys)];
          const values = await load(distinct);
          const found = new Map(distinct.map((one, index) => [one, values[index] as T]));
          return keys.map((one) => found.get(one) as T);
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

/** Tells the pages of a parent's list apart. Most requests ask for the first page, without coordinates. */
const keyOf = ({ window, beyond }: PageRequest): string =>
  `${window.limit} ${window.from} ${beyond.before} ${beyond.after} ${window.after || window.before ? JSON.stringify(window) : ''}`;
