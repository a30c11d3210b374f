import { type Connection, inBatches } from '../../database/batches.js';
import type { FaultRecord, LineFault, LineWarning } from '../import-report.js';
import { keepCutLists } from './cut-lists.js';
import { count } from './statements.js';

/** More faults than people fix before they try again. */
export const MAX_FAULTS = 20;

/** The columns of a place in the file, and the table of faults or warnings with them. */
const PLACE = 'coalesce(s.at, f.line - coalesce(i.before, 0)) AS line, s.object, i.file';
const placed = (table: string): string => `${table} f LEFT JOIN import_source s USING (line)
  LEFT JOIN LATERAL (SELECT before, file FROM import_file WHERE before < f.line ORDER BY before DESC LIMIT 1) i ON true`;

export async function firstFaults(connection: Connection): Promise<readonly LineFault[]> {
  const { rows } = await connection.query<LineFault>(
    `SELECT ${PLACE}, f.why FROM ${placed('import_fault')} ORDER BY f.line, f.why LIMIT $1`,
    [MAX_FAULTS],
  );
  return rows;
}

export async function firstWarnings(connection: Connection) {
  const { rows: warnings } = await connection.query<LineWarning>(
    `SELECT ${PLACE}, f.what FROM ${placed('import_warning')} ORDER BY f.line, f.what LIMIT $1`,
    [MAX_FAULTS],
  );
  const { rows } = await connection.query<{ object: string; warnings: number; objects: number }>(
    'SELECT object, count(*)::int AS warnings, count(DISTINCT id)::int AS objects FROM import_warning GROUP BY object',
  );
  return {
    warnings,
    warningCount: rows.reduce((sum, row) => sum + row.warnings, 0),
    conflicting: new Map(rows.map(({ object, objects }) => [object, objects])),
  };
}

export async function firstCutLists(connection: Connection) {
  await keepCutLists(connection);
  const { rows: cutLists } = await connection.query<LineWarning>(
    `SELECT ${PLACE}, f.shown AS what FROM ${placed('import_list')} ORDER BY f.line, f.shown LIMIT $1`,
    [MAX_FAULTS],
  );
  return { cutLists, cutListCount: await count(connection, 'SELECT count(*) FROM import_list') };
}

export const countFaults = (connection: Connection): Promise<number> =>
  count(connection, 'SELECT count(*) FROM import_fault');

/** Every faulty line or object once, with all its reasons. */
export const faultRecords = (connection: Connection): AsyncGenerator<readonly FaultRecord[]> =>
  inBatches(
    connection,
    'import_fault_records',
    `SELECT ${PLACE}, f.why, s.text
     FROM ${placed("(SELECT line, string_agg(why, '; ' ORDER BY why) AS why FROM import_fault GROUP BY line)")}
     ORDER BY f.line`,
  );

export const countFaultyLines = (connection: Connection): Promise<number> =>
  count(connection, 'SELECT count(DISTINCT line) FROM import_fault');
