import { type Connection, inBatches } from '../../database/batches.js';
import { emailsInValue } from '../../rules/erase-values.js';
import { isRecent, keptObjects, rowsOf, type Source, tableSources } from './sources.js';

interface FoundRow {
  readonly key: readonly string[];
  readonly family: string | null;
  readonly [column: string]: unknown;
}

interface Found {
  readonly row: FoundRow;
  readonly emails: readonly string[];
}

/** Called with the name of a table and how many of its rows were looked at. */
export type OnRows = (table: string, rows: number) => void;

/** Notes where addresses stand in what is older than the cutoff, and which objects without one may have names. */
export async function findOld(connection: Connection, cutoff: string, onRows: OnRows): Promise<void> {
  for (const source of [...tableSources, keptObjects]) {
    const query = rowsOf(source, `NOT ${isRecent(source, cutoff)}`);
    for await (const found of addressesIn(connection, source, query, onRows)) {
      const places = found.flatMap(({ row: { key, family }, emails }) =>
        emails.map((address) => ({ address, place: source.table, key, family })),
      );
      await connection.query(INSERT_PLACES, [JSON.stringify(places)]);
      if (source !== keptObjects) continue;
      const nameless = found.filter(({ emails }) => emails.length === 0);
      await connection.query(INSERT_NAMELESS, [
        nameless.map(({ row }) => row.key[0]),
        nameless.map(({ row }) => row.family),
      ]);
    }
  }
}

/** Notes which of the found addresses also stand in something recent. */
export async function findRecentAddresses(
  connection: Connection,
  cutoff: string,
  onRows: OnRows,
): Promise<void> {
  for (const source of [...tableSources, keptObjects])
    await keepAddresses(connection, source, isRecent(source, cutoff), onRows);
}

/** Notes that the addresses in some rows of a source stay. */
export async function keepAddresses(
  connection: Connection,
  source: Source,
  where: string,
  onRows: OnRows = () => {},
): Promise<void> {
  for await (const found of addressesIn(connection, source, rowsOf(source, where), onRows))
    await connection.query(INSERT_KEPT, [[...new Set(found.flatMap(({ emails }) => emails))]]);
}

async function* addressesIn(
  connection: Connection,
  { table }: Source,
  query: string,
  onRows: OnRows,
): AsyncGenerator<readonly Found[]> {
  let count = 0;
  for await (const rows of inBatches<FoundRow>(connection, 'retention_rows', query)) {
    yield rows.map((row) => ({ row, emails: [...emailsOf(table, row)] }));
    count += rows.length;
    onRows(table, count);
  }
}

function emailsOf(table: string, { key: _, family: __, ...columns }: FoundRow): ReadonlySet<string> {
  return emailsInValue(
    table === keptObjects.table ? JSON.parse(String(columns['said'])) : Object.values(columns),
  );
}

const INSERT_PLACES = `
  INSERT INTO retention_place SELECT address, place, ARRAY(SELECT json_array_elements_text(key)), family
  FROM json_to_recordset($1::json) AS n(address text, place text, key json, family text)`;

const INSERT_NAMELESS = 'INSERT INTO retention_nameless SELECT * FROM unnest($1::text[], $2::text[])';

const INSERT_KEPT = `
  INSERT INTO retention_kept SELECT address FROM unnest($1::text[]) AS n(address)
  WHERE EXISTS (SELECT FROM retention_place p WHERE p.address = n.address COLLATE "C") ON CONFLICT DO NOTHING`;
