import { type Connection, inBatches } from '../../database/batches.js';
import type { ErasedTable } from '../erased-columns.js';
import type { BlockedAddress, KeptObject, Places, Row } from '../places.js';
import { BLOCK_LIST, keptObjects } from './sources.js';

const KEPT_OBJECTS: ErasedTable = { table: keptObjects.table, key: ['id'], columns: { said: 'text' } };

/** The places of the addresses of `retention_batch`, which were noted before. */
export const placesByNote = (connection: Connection): Places => ({
  rows: (table) => rowsAt(connection, table),
  async blocked() {
    const entries: (BlockedAddress & { readonly created: Date })[] = [];
    const columns = { ...BLOCK_LIST.columns, created: 'text' as const };
    for await (const rows of rowsAt<(typeof entries)[number]>(connection, { ...BLOCK_LIST, columns }))
      entries.push(...rows);
    // Those of one time stay in the order of their ids.
    return entries.toSorted((a, b) => a.created.getTime() - b.created.getTime());
  },
  keptObjects: () => rowsAt<KeptObject>(connection, KEPT_OBJECTS),
});

async function* rowsAt<Found extends object = Row>(
  connection: Connection,
  { table, key, columns, personal = [] }: ErasedTable,
): AsyncGenerator<readonly Found[]> {
  // What an import said of a charge may have an address that the ledger's columns do not have.
  const places = personal.length === 0 ? `'${table}'` : `'${table}', '${keptObjects.table}'`;
  const noted = `SELECT DISTINCT key FROM retention_place JOIN retention_batch USING (address)
    WHERE place IN (${places}) ORDER BY key`;
  const names = [...key, ...Object.keys(columns)].map((name) => `t.${name}`).join(', ');
  const on = key.map((name, at) => `t.${name} = n.key->>${at}`).join(' AND ');
  for await (const batch of inBatches<{ key: readonly string[] }>(connection, 'retention_keys', noted)) {
    const { rows } = await connection.query<Found>(
      `SELECT ${names} FROM ${table} t JOIN json_array_elements($1::json) AS n(key) ON ${on}
       ORDER BY ${key.map((name) => `t.${name}`).join(', ')} FOR UPDATE OF t`,
      [JSON.stringify(batch.map((one) => one.key))],
    );
    yield rows;
  }
}
