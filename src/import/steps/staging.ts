import { createHash } from 'node:crypto';
import type { Connection } from '../../database/batches.js';
import { toColumns } from '../../ledger/tables.js';
import { LIST_COLUMNS } from './cut-lists.js';
import { SEPARATOR } from './kept-texts.js';
import { type LedgerKind, ledgerKinds } from './ledger-kinds.js';
import type { ParsedObject } from './parse-line.js';
import { columnsOf, runAll, stageOf } from './statements.js';
import { storableText } from './storable.js';
import { SUM_COLUMNS } from './take-sums.js';
import { EVENT_COLUMNS } from './write-events.js';

/** The temporary tables of an import and the statements that create them. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  // CREATE TABLE AS copies the columns with their types and collations, but no constraints.
  ...Object.fromEntries(
    ledgerKinds.map((kind) => [
      stageOf(kind),
      [
        `CREATE TEMP TABLE ${stageOf(kind)} ON COMMIT DELETE ROWS AS
           SELECT NULL::int AS line, NULL::boolean AS expanded, ${noteColumns(kind)} ${columnsOf(kind.columns, 't')}
           FROM ${kind.table} t WITH NO DATA`,
        `ALTER TABLE ${stageOf(kind)} ADD PRIMARY KEY (id)`,
      ],
    ]),
  ),
  // The object of a fault, if it is known: without it, everything on its line is faulty.
  ...stage('import_fault', 'line int NOT NULL, why text NOT NULL, id text COLLATE "C"'),
  ...stage('import_warning', 'line int NOT NULL, object text NOT NULL, id text NOT NULL, what text NOT NULL'),
  // Where the objects of a file stand that does not have one per line, and the texts if they are needed.
  ...stage('import_source', 'line int PRIMARY KEY, at int NOT NULL, object int, text text'),
  // The files, if there are several.
  ...stage('import_file', 'before int, file text NOT NULL', 'CREATE INDEX ON import_file (before)'),
  // What the file says of each object, in a table of its own: the others are written several times.
  ...stage('import_said', 'id text COLLATE "C", line int, expanded boolean, said text'),
  ...stage('import_sum', SUM_COLUMNS),
  ...stage('import_list', LIST_COLUMNS),
  ...stage('import_complete_list', 'list text NOT NULL'),
  // The objects of bad lines. A reference to one of them is not reported as a second fault.
  ...stage('import_bad_object', 'id text COLLATE "C" NOT NULL'),
  ...stage('import_affected', 'id text COLLATE "C"'),
  ...stage('import_release', 'id text COLLATE "C" PRIMARY KEY'),
  ...stage('import_event', EVENT_COLUMNS),
};

/** Another version of the gateway may create other tables. */
const VERSION = createHash('sha256').update(JSON.stringify(STAGES)).digest('hex');

/**
 * Creates the temporary tables of an import, or takes those that the connection has from an earlier one. The end of its
 * transaction empties them but does not drop them, because creating them takes longer than the rest of a small import.
 */
export async function createStages(connection: Connection): Promise<void> {
  await connection.query(COMPRESS_FAST);
  const { rows } = await connection.query<{ version: string | null }>(
    `SELECT obj_description(to_regclass('pg_temp.import_fault'), 'pg_class') AS version`,
  );
  if (rows[0]?.version === VERSION) return;
  await runAll(connection, [
    // From a pooler we may get a connection of another version.
    ...Object.keys(STAGES).map((name) => `DROP TABLE IF EXISTS pg_temp.${name}`),
    ...Object.values(STAGES).flat(),
    `COMMENT ON TABLE import_fault IS '${VERSION}'`,
  ]);
}

/** Long texts are compressed. PostgreSQL's default method takes ten times as long as LZ4, which most builds have. */
const COMPRESS_FAST = `
  SELECT set_config(name, 'lz4', true) FROM pg_settings
  WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)`;

function stage(name: string, columns: string, ...more: string[]) {
  return { [name]: [`CREATE TEMP TABLE ${name} (${columns}) ON COMMIT DELETE ROWS`, ...more] };
}

function noteColumns({ notes }: LedgerKind): string {
  return Object.entries(notes)
    .map(([name, type]) => `NULL::${type} AS ${name},`)
    .join(' ');
}

/** An object and the number of its line. Its JSON is staged beside it. */
export interface StagedObject extends Omit<ParsedObject, 'said'> {
  readonly line: number;
}

/** Why a line cannot be imported, and the id of its object if that could be read. */
export interface StagedFault {
  readonly line: number;
  readonly why: string;
  readonly id: string | null;
}

/**
 * Puts objects into the temporary tables. If an id appears twice, an object with a line of its own wins over an
 * expanded one, and otherwise the later one wins. All objects of a line must be given together, and each id once.
 *
 * @param said the JSON of each object, in the same order
 */
export async function stageObjects(
  connection: Connection,
  objects: readonly StagedObject[],
  said: Buffer,
): Promise<void> {
  if (objects.length === 0) return;
  for (const kind of ledgerKinds) {
    const rows = objects.filter((object) => object.kind === kind);
    if (rows.length === 0) continue;
    await connection.query({
      name: `stage_${kind.object}`,
      text: stageStatement(kind),
      values: [
        JSON.stringify(
          rows.map(({ row, line, expanded }) => Object.assign(toColumns(row), { line, expanded })),
        ),
      ],
    });
  }
  await connection.query({
    name: 'stage_said',
    text: `INSERT INTO import_said
      SELECT * FROM unnest($1::text[], $2::int[], $3::boolean[], string_to_array($4, '${SEPARATOR}'))`,
    values: [
      objects.map(({ row }) => row.id),
      objects.map(({ line }) => line),
      objects.map(({ expanded }) => expanded),
      said,
    ],
  });
}

function stageStatement(kind: LedgerKind): string {
  const stage = stageOf(kind);
  const columns = ['line', 'expanded', ...Object.keys(kind.notes), ...kind.columns];
  return `INSERT INTO ${stage} AS known
    SELECT DISTINCT ON (id) * FROM json_populate_recordset(NULL::${stage}, $1::json)
      ORDER BY id, expanded, line DESC
    ON CONFLICT (id) DO UPDATE SET (${columns.join(', ')}) = ROW(${columnsOf(columns, 'excluded')})
      WHERE (NOT excluded.expanded, excluded.line) >= (NOT known.expanded, known.line)`;
}

/** Records faults, and the ids of the objects that have them. A reason may repeat texts of the file. */
export async function stageFaults(connection: Connection, faults: readonly StagedFault[]): Promise<void> {
  const json = JSON.stringify(faults.map((fault) => ({ ...fault, why: storableText(fault.why) })));
  await connection.query(
    'INSERT INTO import_fault SELECT line, why, id FROM json_to_recordset($1::json) f(line int, why text, id text)',
    [json],
  );
  await connection.query(
    'INSERT INTO import_bad_object SELECT id FROM json_to_recordset($1::json) f(id text) WHERE id IS NOT NULL',
    [json],
  );
}

/** A line or an object of the file: its number, its place, and its text if that is needed. */
export interface Source {
  readonly line: number;
  readonly at: number;
  readonly object: number | null;
  readonly text: string | null;
}

/** Records where objects stand in the file. */
export async function stageSources(connection: Connection, sources: readonly Source[]): Promise<void> {
  await connection.query({
    name: 'stage_sources',
    text: `INSERT INTO import_source SELECT line, at, object, text
      FROM json_to_recordset($1::json) s(line int, at int, object int, text text)`,
    values: [JSON.stringify(sources.map(storable))],
  });
}

/** One of several files, and the number of lines before it. */
export interface StagedFile {
  readonly file: string;
  readonly before: number;
}

/** Records which lines are those of which file. */
export async function stageFiles(connection: Connection, files: readonly StagedFile[]): Promise<void> {
  await connection.query(
    'INSERT INTO import_file SELECT before, file FROM json_to_recordset($1::json) f(before int, file text)',
    [JSON.stringify(files.map((one) => ({ ...one, file: storableText(one.file) })))],
  );
}

/** A text with NUL is not JSON anyway. */
const storable = (source: Source): Source => ({
  ...source,
  text: source.text === null ? null : storableText(source.text),
});

/** A conflict of an object, and its line, kind and id. */
export interface StagedWarning {
  readonly line: number;
  readonly object: string;
  readonly id: string;
  readonly what: string;
}

/** Records warnings. */
export async function stageWarnings(
  connection: Connection,
  warnings: readonly StagedWarning[],
): Promise<void> {
  await connection.query(
    `INSERT INTO import_warning SELECT line, object, id, what
     FROM json_to_recordset($1::json) w(line int, object text, id text, what text)`,
    [JSON.stringify(warnings)],
  );
}

/** Autovacuum does not see temporary tables, so without this the planner would have no statistics for the joins. */
export const analyzeStages = (connection: Connection): Promise<void> =>
  runAll(connection, [...ledgerKinds.map(analyzeStage), 'ANALYZE import_sum']);

/** Only the columns that joins use: the others are long. */
export const analyzeStage = (kind: LedgerKind): string =>
  `ANALYZE ${stageOf(kind)} (line, ${kind.columns.filter((column) => column === 'id' || column.endsWith('_id')).join(', ')})`;
