import type { ListModel } from '../../ledger/filters.js';
import type { Coordinate } from '../../ledger/page-request.js';
import type { Selected } from '../../ledger/select.js';
import { tables } from '../../ledger/tables.js';
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
/** Longer than any cursor: a time and the longest id, as JSON in base64. */
const MAX_CURSOR_CHARACTERS = 1_000;
/** A year of four digits. PostgreSQL has no year 0. */
const YEAR = /^(?!0000)\d{4}-/;

/** A cursor is a coordinate, not a row, so it outlives the row and fits every filter (rules, section 9). */
export function encodeCursor<M extends ListModel>(model: M, row: Selected<M>): string {
  return encode(model, 'position' in row ? [row.position.toString()] : [row.created.toISOString(), row.id]);
}

const encode = (model: ListModel, coordinate: Coordinate): string =>
  Buffer.from(JSON.stringify([kinds[model], ...coordinate])).toString('base64url');

/** @throws PARAMETER_INVALID if it is not a cursor of this model's lists; `param` is the argument's name */
export function decodeCursor(model: ListModel, cursor: string, param: string): Coordinate {
  const coordinate = cursor.length > MAX_CURSOR_CHARACTERS ? null : parse(cursor);
  const isOurs =
    coordinate &&
    (tables[model].order.length === 1 ? isPosition(coordinate) : isTimeAndId(coordinate)) &&
    encode(model, coordinate) === cursor;
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

const isPosition = ([position = '', ...others]: Coordinate): boolean =>
  others.length === 0 && /^\d{1,19}$/.test(position) && BigInt(position) <= MAX_BIGINT;

function isTimeAndId([time, id, ...others]: Coordinate): boolean {
  if (time === undefined || id === undefined) return false;
  const date = new Date(time);
  const isTime = !Number.isNaN(date.getTime()) && date.toISOString() === time && YEAR.test(time);
  return others.length === 0 && isTime && isId(id);
}
