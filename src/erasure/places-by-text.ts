import { type Connection, inBatches } from '../database/batches.js';
import { ODD_SPELLINGS } from '../rules/erased-email.js';
import type { BlockedAddress, KeptObject, Places, Row } from './places.js';

/** The places of one address, which are found by looking through whole tables. */
export const placesByText = (connection: Connection, email: string): Places => ({
  async *rows({ table, key, columns }, also) {
    const names = Object.keys(columns);
    const where = [...names.map((name) => mayHave(name, '$1')), `${key[0]} = ANY($2::text[])`].join(' OR ');
    const { rows } = await connection.query<Row>(
      `SELECT ${[...key, ...names].join(', ')} FROM ${table} WHERE ${where} ORDER BY ${key.join(', ')} FOR UPDATE`,
      [needleOf(email), also],
    );
    yield rows;
  },
  async blocked() {
    const { rows } = await connection.query<BlockedAddress>(
      `SELECT id, value FROM block_list_entry WHERE type = 'email' AND ${mayHave('value', '$1')}
       ORDER BY created, id FOR UPDATE`,
      [needleOf(email)],
    );
    return rows;
  },
  keptObjects: () => inBatches<KeptObject & Row>(connection, 'erased_objects', CANDIDATES),
});

const ODD = ODD_SPELLINGS.join('|');

/** SQL: whether a column may have an address with a needle, or one in an odd spelling. */
export const mayHave = (column: string, needle: string): string =>
  `(strpos(lower(${column}::text), ${needle}) > 0 OR ${column}::text ~ '${ODD}')`;

/** SQL: whether a column may have any address. */
export const mayHaveAny = (column: string): string => `${column}::text ~ '@|${ODD}'`;

const CANDIDATES = `SELECT id, said FROM imported_object WHERE ${mayHaveAny('said')}`;

/**
 * A text in lower case that every row with the address has: the database finds what may have it, and this program decides.
 * The database may know no small letters but those of ASCII, and writes some characters in JSON in another way.
 */
export const needleOf = (email: string): string =>
  /^[!#-[\]-~]+$/.test(email.trim()) && !/xn--|%40|&#64;/i.test(email) ? email.trim().toLowerCase() : '@';
