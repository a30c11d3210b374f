import { createHash } from 'node:crypto';
import pg from 'pg';
import { Prisma } from '../../prisma/generated/prisma/client.js';
import { BoundedCache } from '../process/bounded-cache.js';
import { parseTimestamptz } from './timestamptz.js';

export const { sql, raw, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** Text with the placeholders `$1`, `$2` … and their values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * `anew`: PostgreSQL plans the statement each time, because the best plan depends on the values. Planning takes a tenth
   * of a millisecond; a wrong plan walks a whole table to find a few rows. Otherwise one plan serves all values.
   */
  readonly plan?: 'anew';
}

/**
 * Runs one statement outside any transaction; each row is its values in the order of the select list. `reader` is what
 * the statement is for, such as a request: where statements must wait, readers take turns.
 */
export type Query = (statement: Statement, reader?: object) => Promise<unknown[][]>;

/** More than the texts in use at one time; to name a text anew takes some microseconds. */
const names = new BoundedCache<string>('statement names', { maxEntries: 2_000, maxCharacters: 4_000_000 });

/**
 * The name under which a statement is prepared on every connection: a hash of its text, at most 63 bytes. So a name
 * never has two texts, not even after this process forgot it while a connection still holds it, and a text that comes
 * again finds what a connection holds. How many a connection holds is limited by `managePreparedStatements`.
 */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `gateway_${createHash('sha256').update(text).digest('base64url')}`;
  names.set(text, name);
  return name;
}

/** A number holds every integer of up to 15 characters exactly. */
const SAFE_DIGITS = 15;
const { INT8, TIMESTAMPTZ } = pg.types.builtins;
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  // Money is bigint; node-postgres would give text. Making a bigint from a number takes half the time.
  [INT8]: (text) => BigInt(text.length <= SAFE_DIGITS ? Number(text) : text),
  [TIMESTAMPTZ]: parseTimestamptz,
};
/** The parser of a type's values; undefined for text, and for the types of this schema, which are read as text. */
export function parserOf(type: number): ((text: string) => unknown) | undefined {
  const parse = parsers[type] ?? (pg.types.getTypeParser(type) as (text: string) => unknown);
  return parse === asText ? undefined : parse;
}
const asText = pg.types.getTypeParser(pg.types.builtins.TEXT) as (text: string) => unknown;
