import pg from 'pg';
import { Prisma } from '../../prisma/generated/prisma/client.js';

export const { sql, raw, join, empty } = Prisma;
export type Sql = Prisma.Sql;

/** Runs one statement outside any transaction; each row is its values in the order of the select list. */
export type Query = (statement: Sql) => Promise<unknown[][]>;

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

const INT8_OID = 20;
/** Money is bigint; node-postgres would give text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID && format !== 'binary'
      ? BigInt
      : (pg.types.getTypeParser(oid, format as 'text') as never),
};

/** A statement as node-postgres takes it. */
export type StatementConfig = pg.QueryArrayConfig & { name?: string };

export function statementConfig({ text, values }: Sql): StatementConfig {
  const name = statementName(text);
  return { ...(name !== undefined && { name }), text, values, rowMode: 'array', types };
}
