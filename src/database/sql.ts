import pg from 'pg';
import { Prisma } from '../../prisma/generated/prisma/client.js';
import { parseTimestamptz } from './timestamptz.js';

export const { sql, raw, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** Text with `$1`, `$2` … and what stands for them. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /**
   * `anew` each time, where the best way depends on the values: a tenth of a millisecond, against a walk over a whole
   * table for what is rare. Else once for all values.
   */
  readonly plan?: 'anew';
}

/** Runs one statement outside any transaction; each row is its values in the order of the select list. */
export type Query = (statement: Statement) => Promise<unknown[][]>;

/** Statements that PostgreSQL keeps planned on each connection; beyond them one goes unnamed, planned each time. */
const MAX_NAMED_STATEMENTS = 500;
const names = new Map<string, string>();

/** One name per statement text, for all who share a connection. */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMED_STATEMENTS) return known;
  const name = `gateway_${names.size}`;
  names.set(text, name);
  return name;
}

/** As many digits, or a sign among them, as a number holds exactly. */
const SAFE_DIGITS = 15;
const { INT8, TIMESTAMPTZ } = pg.types.builtins;
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  // Money is bigint; node-postgres would give text. Made of a number where that is exact: it takes half as long.
  [INT8]: (text) => BigInt(text.length <= SAFE_DIGITS ? Number(text) : text),
  [TIMESTAMPTZ]: parseTimestamptz,
};
/** What reads a type's values; nothing for text, and for the types of this schema, which are read as text. */
export function parserOf(type: number): ((text: string) => unknown) | undefined {
  const parse = parsers[type] ?? (pg.types.getTypeParser(type) as (text: string) => unknown);
  return parse === asText ? undefined : parse;
}
const asText = pg.types.getTypeParser(pg.types.builtins.TEXT) as (text: string) => unknown;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || (pg.types.getTypeParser(oid, format as 'text') as never),
};

/** A statement as node-postgres takes it. */
export type StatementConfig = pg.QueryArrayConfig & { name?: string };

export function statementConfig({ text, values, plan }: Statement): StatementConfig {
  const name = plan === 'anew' ? undefined : statementName(text);
  return { ...(name !== undefined && { name }), text, values: values as unknown[], rowMode: 'array', types };
}
