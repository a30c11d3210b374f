import type { Connection } from '../database/batches.js';
import { eraseInValue, OF_TEXTS } from '../rules/erase-values.js';
import type { IsErased } from '../rules/erased-email.js';
import type { Content, ErasedTable } from './erased-columns.js';

type Row = Readonly<Record<string, unknown>>;

/** The field that decides how a value is replaced: null in place of an address, a word in other texts. */
const fields: Readonly<Record<Content, string | null>> = {
  email: 'email',
  text: '',
  json: '',
  metadata: OF_TEXTS,
};

/**
 * Erases an address in the columns of a table.
 *
 * @param email the address, in any spelling
 * @returns the number of rows that changed
 */
export async function eraseColumns(
  connection: Connection,
  { table, key, columns }: ErasedTable,
  email: string,
  isErased: IsErased,
): Promise<number> {
  const names = Object.keys(columns);
  const where = names.map((name) => `strpos(lower(${name}::text), $1) > 0`).join(' OR ');
  const { rows } = await connection.query<Row>(
    `SELECT ${[...key, ...names].join(', ')} FROM ${table} WHERE ${where} ORDER BY ${key.join(', ')} FOR UPDATE`,
    [needleOf(email)],
  );
  const changed = rows.flatMap((row) => {
    const erased = Object.entries(columns).map(([name, content]): [string, unknown] => [
      name,
      eraseInValue(row[name], isErased, fields[content]),
    ]);
    return erased.some(([name, value]) => value !== row[name])
      ? [{ ...row, ...Object.fromEntries(erased) }]
      : [];
  });
  if (changed.length === 0) return 0;
  const sets = [
    ...names.map((name) => `${name} = n.${name}`),
    // A refund that was decided on the old address is decided again.
    ...(table === 'charge' ? ['revision = t.revision + 1'] : []),
  ];
  await connection.query(
    `UPDATE ${table} t SET ${sets.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) n
     WHERE ${key.map((name) => `t.${name} = n.${name}`).join(' AND ')}`,
    [JSON.stringify(changed)],
  );
  return changed.length;
}

/**
 * A text in lower case that every row with the address has: the database finds what may have it, and this program decides.
 * The database may know no small letters but those of ASCII, and writes some characters in JSON in another way.
 */
export const needleOf = (email: string): string =>
  /^[!#-[\]-~]+$/.test(email.trim()) ? email.trim().toLowerCase() : '@';
