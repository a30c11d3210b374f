import type { Connection } from '../database/batches.js';
import { hashOfEmail, type IsErased } from '../rules/erased-email.js';
import { needleOf } from './erase-columns.js';

/**
 * Puts the hash of an address in its place on the block list, where it still blocks (rules, section 5). Spellings that
 * differ by case become one entry, the oldest.
 *
 * @returns the number of entries that had the address
 */
export async function eraseBlockList(
  connection: Connection,
  email: string,
  isErased: IsErased,
): Promise<number> {
  const { rows } = await connection.query<{ id: string; value: string }>(
    `SELECT id, value FROM block_list_entry WHERE type = 'email' AND strpos(lower(value), $1) > 0
     ORDER BY created, id FOR UPDATE`,
    [needleOf(email)],
  );
  const ids = rows.filter(({ value }) => isErased(value)).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const hash = hashOfEmail(email);
  // The entry of an earlier erasure stays, and so does the oldest of several spellings.
  await connection.query(
    `DELETE FROM block_list_entry WHERE id = ANY($1::text[])
       AND (id <> $2 OR EXISTS (SELECT FROM block_list_entry WHERE type = 'email' AND value = $3))`,
    [ids, ids[0], hash],
  );
  await connection.query('UPDATE block_list_entry SET value = $2 WHERE id = $1', [ids[0], hash]);
  return ids.length;
}
