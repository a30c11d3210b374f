import type { Connection } from '../database/batches.js';
import { eraseInValue, OF_TEXTS } from '../rules/erase-values.js';
import type { IsErased } from '../rules/erased-email.js';
import type { Content, ErasedTable } from './erased-columns.js';
import type { Places, Row } from './places.js';

/** A row that changed: the values of its key, and the columns that had the address. */
export interface ErasedRow {
  readonly key: readonly unknown[];
  readonly columns: readonly string[];
}

/** Who is erased. */
export interface ErasedPeople {
  readonly isErased: IsErased;
  /** The objects of imports that had the address. */
  readonly objects: readonly string[];
}

/** The field that decides how a value is replaced: null in place of an address, a word in other texts. */
const fields: Readonly<Partial<Record<Content, string | null>>> = { email: 'email', metadata: OF_TEXTS };

/**
 * Erases addresses in the columns of a table and, with the address, what else there is about the person.
 *
 * @returns the rows that changed
 */
export async function eraseColumns(
  connection: Connection,
  table: ErasedTable,
  places: Places,
  { isErased, objects }: ErasedPeople,
): Promise<readonly ErasedRow[]> {
  const changed: ErasedRow[] = [];
  const known = new Set(objects);
  const ids = table.personal ? objects : [];
  for await (const rows of places.rows(table, ids))
    changed.push(...(await eraseRows(connection, table, rows, { isErased, known })));
  return changed;
}

async function eraseRows(
  connection: Connection,
  { table, key, columns, personal = [] }: ErasedTable,
  rows: readonly Row[],
  { isErased, known }: { readonly isErased: IsErased; readonly known: ReadonlySet<unknown> },
): Promise<readonly ErasedRow[]> {
  const names = Object.keys(columns);
  const changed = rows.flatMap((row) => {
    const withoutAddress = Object.entries(columns).map(([name, content]): [string, unknown] => [
      name,
      eraseInValue(row[name], isErased, fields[content]),
    ]);
    const isOfPerson = known.has(row['id']) || withoutAddress.some(([name, value]) => value !== row[name]);
    const erased = withoutAddress.map(([name, value]): [string, unknown] => [
      name,
      isOfPerson && personal.includes(name) ? null : value,
    ]);
    const found = erased.filter(([name, value]) => value !== row[name]).map(([name]) => name);
    return found.length > 0 ? [{ row: { ...row, ...Object.fromEntries(erased) } as Row, found }] : [];
  });
  if (changed.length === 0) return [];
  const sets = [
    ...names.map((name) => `${name} = n.${name}`),
    // A refund that was decided on the old address is decided again.
    ...(table === 'charge' ? ['revision = t.revision + 1'] : []),
  ];
  await connection.query(
    `UPDATE ${table} t SET ${sets.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) n
     WHERE ${key.map((name) => `t.${name} = n.${name}`).join(' AND ')}`,
    [JSON.stringify(changed.map(({ row }) => row))],
  );
  return changed.map(({ row, found }) => ({ key: key.map((name) => row[name]), columns: found }));
}
