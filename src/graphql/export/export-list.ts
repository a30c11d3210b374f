import { stringify } from 'csv-stringify/sync';
import { type ExecutionResult, getNamedType, isObjectType } from 'graphql';
import type { Scope } from '../../rules/scopes.js';
import type { RunQuery } from '../request/run-query.js';
import { schema } from '../schema.js';
import { type CsvColumns, csvColumns } from './csv-columns.js';
import { ExportRefusedError } from './export-refused.js';
import { exportedLists } from './exported-lists.js';

/** The largest page of a list. */
const PAGE_ROWS = 100;
/** Arguments of a list that the export sets itself. */
const PAGING: ReadonlySet<string> = new Set(['first', 'after', 'last', 'before']);

/** What is exported: a list, its columns, and the values of the list's arguments, as in the variables of a query. */
export interface ExportRequest {
  /** A field of Query, such as `refunds`. */
  readonly list: string;
  /** Without it, the columns of `exportedLists`. */
  readonly columns?: readonly string[] | undefined;
  /** How amounts are written, such as `de-CH`. */
  readonly locale?: string | undefined;
  /** Whether to count the rows of the list before they are written. */
  readonly count?: boolean | undefined;
  /** Such as `filter`. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** A part of an export. */
export interface ExportedPart {
  /** Lines of CSV (RFC 4180). The first part begins with the names of the columns. */
  readonly csv: string;
  /** How many rows of the list it has. */
  readonly rows: number;
}

/**
 * A list of the API as CSV, a page at a time, in the list's order. Every page is an ordinary query of the caller, so that
 * scopes, filters and limits are those of the API. Rows that are written meanwhile may be left out.
 *
 * @throws ExportRefusedError for a list, a column or an argument that does not exist, and for an answer with errors, also
 *   after some parts
 */
export async function* exportList(
  request: ExportRequest,
  run: RunQuery,
  scopes: ReadonlySet<Scope>,
): AsyncGenerator<ExportedPart> {
  const { columns, query } = documentOf(request);
  for (const scope of columns.needed)
    if (!scopes.has(scope)) throw new ExportRefusedError(`A column needs the scope ${scope}.`, 'FORBIDDEN');
  let after: string | null = null;
  for (let isFirst = true; ; isFirst = false) {
    const variables: Record<string, unknown> = { ...request.args, first: PAGE_ROWS, after };
    if (columns.takesLocale) variables['locale'] = request.locale ?? 'en-US';
    const result = await run(query, variables);
    const page = pageOf(result, request.list);
    if (!page || result.errors) throw ExportRefusedError.ofAnswer(result);
    const rows = page.nodes.map((node) => columns.cellsOf(node));
    yield { csv: linesOf(isFirst ? [columns.names, ...rows] : rows), rows: rows.length };
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}

/**
 * How many rows an export will have.
 *
 * @throws ExportRefusedError
 */
export async function countRows(request: ExportRequest, run: RunQuery): Promise<number> {
  const { count } = documentOf(request);
  const result = await run(count, request.args);
  const page = pageOf(result, request.list);
  if (!page || result.errors) throw ExportRefusedError.ofAnswer(result);
  return page.totalCount;
}

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const pageOf = ({ data }: ExecutionResult, list: string) => data?.[list] as Page | null | undefined;

function documentOf({ list, columns: names, args }: ExportRequest): {
  readonly columns: CsvColumns;
  readonly query: string;
  readonly count: string;
} {
  const field = schema.getQueryType()?.getFields()[list];
  const connection = field && getNamedType(field.type);
  const row = isObjectType(connection) ? getNamedType(connection.getFields()['nodes']?.type) : undefined;
  if (!field || !isObjectType(row))
    throw new ExportRefusedError(`There is no such list. Lists: ${Object.keys(exportedLists).join(', ')}.`);
  const own = field.args.filter(({ name }) => !PAGING.has(name));
  for (const name of Object.keys(args))
    if (!own.some((arg) => arg.name === name))
      throw new ExportRefusedError(
        `No such parameter: '${name.slice(0, 64)}'. Parameters: ${['columns', 'locale', ...own.map((arg) => arg.name)].join(', ')}.`,
      );
  const columns = csvColumns(row, names ?? exportedLists[list] ?? []);
  const given = own.filter(({ name }) => Object.hasOwn(args, name));
  const declare = (...more: string[]) => [...more, ...given.map(({ name, type }) => `$${name}: ${type}`)];
  const pass = (...more: string[]) => [...more, ...given.map(({ name }) => `${name}: $${name}`)];
  const locale = columns.takesLocale ? ['$locale: String'] : [];
  return {
    columns,
    query: `query Export${inBrackets(declare('$first: Int', '$after: String', ...locale))} {
      ${list}${inBrackets(pass('first: $first', 'after: $after'))} {
        nodes { ${columns.selection} } pageInfo { hasNextPage endCursor } } }`,
    count: `query Count${inBrackets(declare())} { ${list}${inBrackets(pass())} { totalCount } }`,
  };
}

const inBrackets = (parts: readonly string[]): string => (parts.length > 0 ? `(${parts.join(', ')})` : '');

/**
 * A text that begins like a formula gets an apostrophe before it, because a spreadsheet would run it: metadata and notes
 * are whatever somebody wrote. A line break within a text is quoted, which the library does for its own delimiter only.
 */
const linesOf = (records: readonly (readonly unknown[])[]): string =>
  stringify(records as unknown[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    quoted_match: /[\r\n]/,
    cast: { boolean: String },
  });
