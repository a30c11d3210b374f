import type { Connection } from '../database/batches.js';
import { hashOfEmail, type IsErased } from '../rules/erased-email.js';
import type { Places } from './places.js';

/**
 * Puts the hash of each address in its place on the block list, where it still blocks (rules, section 5). Spellings that
 * differ by case become one entry, the oldest.
 *
 * @returns the number of entries that had an address
 */
export async function eraseBlockList(
  connection: Connection,
  places: Places,
  isErased: IsErased,
): Promise<number> {
  const idsByHash = new Map<string, string[]>();
  for (const { id, value } of await places.blocked()) {
    if (!isErased(value)) continue;
    const hash = hashOfEmail(value);
    idsByHash.set(hash, [...(idsByHash.get(hash) ?? []), id]);
  }
  let count = 0;
  for (const [hash, ids] of idsByHash) {
    count += ids.length;
    // The entry of an earlier erasure stays, and so does the oldest of several spellings.
    await connection.query(
      `DELETE FROM block_list_entry WHERE id = ANY($1::text[])
         AND (id <> $2 OR EXISTS (SELECT FROM block_list_entry WHERE type = 'email' AND value = $3))`,
      [ids, ids[0], hash],
    );
    await connection.query('UPDATE block_list_entry SET value = $2 WHERE id = $1', [ids[0], hash]);
  }
  return count;
}
