import { type Connection, inBatches } from '../../database/batches.js';
import { toColumns } from '../../ledger/tables.js';
import { type Columns, mergeImported } from '../../rules/merge-imported.js';
import {
  BadObject,
  isJsonObject,
  type JsonObject,
  NotOfLedger,
  ObjectReader,
} from '../../stripe/object-reader.js';
import { describeConflict } from './describe-conflict.js';
import { type LedgerKind, ledgerKinds } from './ledger-kinds.js';
import { stageWarnings } from './staging.js';
import { columnsOf, stageOf } from './statements.js';

/** An object that is in the ledger, and differs from what the file says. */
interface Changed {
  readonly id: string;
  readonly line: number;
  readonly ours: Columns;
  readonly theirs: Columns;
  /** What the last import said; null if it is not known. */
  readonly said: unknown;
}

/**
 * Section 11: importing again never undoes work. Merges each object of the file that differs from the ledger with what
 * the last import said of it, and records a warning for each conflict.
 *
 * @param onKind called before the objects of each kind
 */
export async function mergeKnown(connection: Connection, onKind: (object: string) => void): Promise<void> {
  for (const kind of ledgerKinds) {
    onKind(kind.object);
    for await (const batch of inBatches<Changed>(
      connection,
      `import_changed_${kind.object}`,
      changed(kind),
    )) {
      const before = await columnsBefore(connection, kind, batch);
      const merged = batch.map((one) => ({ ...one, ...mergeOne(kind, before.get(one.id) ?? null, one) }));
      await connection.query(update(kind), [JSON.stringify(merged.map((one) => one.merged))]);
      const warnings = merged.flatMap(({ id, line, ours, theirs, conflicts }) =>
        conflicts.map((conflict) => ({
          line,
          object: kind.object,
          id,
          what: `${kind.object} ${id}: ${describeConflict(conflict, ours, theirs)}`,
        })),
      );
      if (warnings.length > 0) await stageWarnings(connection, warnings);
    }
  }
}

function mergeOne({ columns, computed, together, later }: LedgerKind, before: Columns | null, one: Changed) {
  const own = columns.filter((column) => !computed.includes(column));
  const pick = (values: Columns) => Object.fromEntries(own.map((column) => [column, values[column] ?? null]));
  const { merged, conflicts } = mergeImported(
    before && pick(before),
    pick(one.ours),
    pick(one.theirs),
    together,
    later,
  );
  return { merged: { ...one.theirs, ...merged }, conflicts };
}

/** What the last import said, as the columns that it became. */
async function columnsBefore(
  connection: Connection,
  kind: LedgerKind,
  batch: readonly Changed[],
): Promise<ReadonlyMap<string, Columns>> {
  const rows = batch.flatMap(({ said }) => {
    const row = isJsonObject(said) ? readAgain(kind, said) : null;
    return row ? [toColumns(row)] : [];
  });
  // The database writes times and numbers in its own way, as those of the other two.
  const { rows: read } = await connection.query<{ id: string; columns: Columns }>(
    `SELECT id, to_jsonb(t) AS columns FROM json_populate_recordset(NULL::${stageOf(kind)}, $1::json) t`,
    [JSON.stringify(rows)],
  );
  return new Map(read.map(({ id, columns }) => [id, columns]));
}

/** Null if the reader of today refuses what an older one took: it counts as not known. */
function readAgain(kind: LedgerKind, said: JsonObject): { readonly id: string } | null {
  try {
    return kind.read(new ObjectReader(said));
  } catch (error) {
    if (error instanceof BadObject || error instanceof NotOfLedger) return null;
    throw error;
  }
}

const changed = (kind: LedgerKind): string => {
  const own = kind.columns.filter((column) => !kind.computed.includes(column));
  return `
  SELECT s.id, s.line, to_jsonb(t) AS ours, to_jsonb(s) AS theirs, o.said::json
  FROM ${stageOf(kind)} s JOIN ${kind.table} t USING (id) LEFT JOIN imported_object o USING (id)
  WHERE ROW(${columnsOf(own, 's')}) IS DISTINCT FROM ROW(${columnsOf(own, 't')})`;
};

const update = (kind: LedgerKind): string => `
  UPDATE ${stageOf(kind)} s SET (${kind.columns.join(', ')}) = ROW(${columnsOf(kind.columns, 'm')})
  FROM json_populate_recordset(NULL::${stageOf(kind)}, $1::json) m WHERE m.id = s.id`;
