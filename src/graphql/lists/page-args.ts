import type { GraphQLResolveInfo } from 'graphql';
import type { ListModel } from '../../ledger/filters.js';
import type { PageRequest, Window } from '../../ledger/page-request.js';
import { type Order, orders } from '../../ledger/tables.js';
import { alsoReading, listSelection } from '../loading/selection.js';
import { requestError } from '../request-error.js';
import { decodeCursor } from './cursor.js';
import type { OrderBy } from './order-by.js';

export const DEFAULT_PAGE_SIZE = 10; // Stripe's
export const MAX_PAGE_SIZE = 100; // Stripe's

/** The arguments of every connection; some have an order. */
export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly last?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
  readonly orderBy?: OrderBy | null | undefined;
}

/**
 * The page that a query asks for.
 *
 * @throws PARAMETER_INVALID (rules, section 9)
 */
export function pageRequest(model: ListModel, args: PageArgs, info: GraphQLResolveInfo): PageRequest {
  const { rows, beyond } = listSelection(info, model);
  const order = orderOf(args);
  return {
    window: windowOf(model, args),
    selection: order ? alsoReading(rows, order.fields) : rows,
    beyond,
    order,
  };
}

/** The order that a query asks for; undefined for that of the model. */
const orderOf = ({ orderBy }: PageArgs): Order | undefined =>
  orderBy == null ? undefined : orders[orderBy.field][orderBy.direction ?? 'desc'];

/** Why the arguments of a page are refused; null if they are not. */
export function pageFault(model: ListModel, args: PageArgs): string | null {
  try {
    windowOf(model, args);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function windowOf(model: ListModel, args: PageArgs): Window {
  const { first, last, after, before } = args;
  const order = orderOf(args);
  if (first != null && last != null)
    throw requestError('PARAMETER_INVALID', 'Only one of first and last can be given.', 'last');
  checkSize('first', first);
  checkSize('last', last);
  return {
    limit: first ?? last ?? DEFAULT_PAGE_SIZE,
    from: last == null ? 'start' : 'end',
    after: after == null ? undefined : decodeCursor(model, after, 'after', order),
    before: before == null ? undefined : decodeCursor(model, before, 'before', order),
  };
}

function checkSize(param: 'first' | 'last', size: number | null | undefined): void {
  if (size != null && (size < 1 || size > MAX_PAGE_SIZE))
    throw requestError('PARAMETER_INVALID', `${param} must be from 1 to ${MAX_PAGE_SIZE}.`, param);
}
