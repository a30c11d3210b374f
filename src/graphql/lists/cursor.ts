import type { ListModel } from '../../ledger/filters.js';
import type { Coordinate } from '../../ledger/page-request.js';
import type { Selected } from '../../ledger/select.js';
import { type Order, tables } from '../../ledger/tables.js';
import { isId } from '../../rules/ids.js';
import { requestError } from '../request-error.js';

/** The first part of a cursor. It tells a cursor of another model's list apart. */
const kinds: Readonly<Record<ListModel, string>> = {
  refund: 're',
  charge: 'ch',
  paymentIntent: 'pi',
  refundEvent: 'evt',
  blockListEntry: 'blk',
  refundApproval: 'apr',
  auditEntry: 'aud',
  apiKey: 'key',
  refundApprovalEvent: 'ape',
};
const MAX_BIGINT = 2n ** 63n - 1n;
/** Longer than any cursor: a time or an amount, and the longest id, as JSON in base64. */
const MAX_CURSOR_CHARACTERS = 1_000;
/** A year of four digits. PostgreSQL has no year 0. */
const YEAR = /^(?!0000)\d{4}-/;

/**
 * A cursor is a coordinate, not a row, so it outlives the row and fits every filter (rules, section 9). That of another
 * order than the model's own names the order, because its coordinate means nothing elsewhere.
 */
export function encodeCursor<M extends ListModel>(
  model: M,
  row: Selected<M>,
  order: Order = tables[model].order,
): string {
  return encode(
    model,
    order,
    order.fields.map(({ field }) => {
      const value: unknown = Reflect.get(row, field);
      return value instanceof Date ? value.toISOString() : `${value}`;
    }),
  );
}

const encode = (model: ListModel, order: Order, coordinate: Coordinate): string =>
  Buffer.from(JSON.stringify([kinds[model], ...nameOf(model, order), ...coordinate])).toString('base64url');

const nameOf = (model: ListModel, order: Order): readonly string[] =>
  order === tables[model].order ? [] : [`${order.fields[0]?.field} ${order.descending ? 'desc' : 'asc'}`];

/** @throws PARAMETER_INVALID if it is not a cursor of this model's lists in this order; `param` is the argument's name */
export function decodeCursor(
  model: ListModel,
  cursor: string,
  param: string,
  order: Order = tables[model].order,
): Coordinate {
  const parts = cursor.length > MAX_CURSOR_CHARACTERS ? null : parse(cursor);
  const coordinate = parts?.slice(nameOf(model, order).length);
  const isOurs =
    coordinate?.length === order.fields.length &&
    order.fields.every(({ type }, index) => isValue[type]?.(coordinate[index] ?? '')) &&
    encode(model, order, coordinate) === cursor;
  if (!isOurs)
    throw requestError('PARAMETER_INVALID', `Invalid ${param} cursor: it is not of this list.`, param);
  return coordinate;
}

function parse(cursor: string): Coordinate | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value.slice(1) : null;
  } catch {
    return null;
  }
}

/** Whether a part of a coordinate can be a value of this type. */
const isValue: Readonly<Record<string, (text: string) => boolean>> = {
  bigint: (text) => /^\d{1,19}$/.test(text) && BigInt(text) <= MAX_BIGINT,
  timestamptz: (text) => {
    const date = new Date(text);
    return !Number.isNaN(date.getTime()) && date.toISOString() === text && YEAR.test(text);
  },
  text: isId,
};
