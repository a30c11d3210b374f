import type { Selection } from './select.js';
import type { Order } from './tables.js';

/** A place in a list: the values of its order, whether or not a row stands there. */
export type Coordinate = readonly string[];

/** A part of a list: `limit` rows from its start or its end, strictly between two coordinates. */
export interface Window {
  readonly limit: number;
  readonly from: 'start' | 'end';
  readonly after?: Coordinate | undefined;
  readonly before?: Coordinate | undefined;
}

/** A page: the part of the list, the columns of its rows, and whether to look beyond it. */
export interface PageRequest {
  readonly window: Window;
  readonly selection: Selection;
  readonly beyond: Beyond;
  /** Default: the order of the model. */
  readonly order?: Order | undefined;
}

/** Whether to find out if the list continues before and after the page. */
export interface Beyond {
  readonly before: boolean;
  readonly after: boolean;
}
export const nothingBeyond: Beyond = { before: false, after: false };
