import type { Filters, ListModel } from './filters.js';
import type { Selection } from './select.js';

/** A place in a list: the values of its order, whether or not a row stands there. */
export type Coordinate = readonly string[];

/** Which part of a list: `limit` rows from its start or its end, strictly between two coordinates. */
export interface Window {
  readonly limit: number;
  readonly from: 'start' | 'end';
  readonly after?: Coordinate | undefined;
  readonly before?: Coordinate | undefined;
}

export interface PageRequest<M extends ListModel> {
  readonly window: Window;
  readonly filter: Filters[M];
  readonly selection: Selection;
  readonly beyond: Beyond;
}

/** Whether it is asked if the list goes on before and after the page. */
export interface Beyond {
  readonly before: boolean;
  readonly after: boolean;
}
export const nothingBeyond: Beyond = { before: false, after: false };
