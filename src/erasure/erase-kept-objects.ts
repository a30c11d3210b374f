import type { Connection } from '../database/batches.js';
import type { IsErased } from '../rules/erased-email.js';
import { erasePerson } from '../stripe/erase-person.js';
import type { Places } from './places.js';

/**
 * Erases people in the objects as Stripe wrote them: their addresses, and the names, telephone numbers and postal
 * addresses of the same object. Only imports write these objects, and none runs meanwhile.
 *
 * @returns the ids of the changed objects
 */
export async function eraseKeptObjects(
  connection: Connection,
  places: Places,
  isErased: IsErased,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const batch of places.keptObjects()) {
    const changed = batch.flatMap(({ id, said }) => {
      const erased = erasePerson(JSON.parse(said), isErased);
      return erased ? [{ id, said: JSON.stringify(erased) }] : [];
    });
    ids.push(...changed.map(({ id }) => id));
    if (changed.length > 0) await connection.query(UPDATE, [JSON.stringify(changed)]);
  }
  return ids;
}

const UPDATE = `
  UPDATE imported_object o SET said = n.said
  FROM json_to_recordset($1::json) AS n(id text, said text) WHERE o.id = n.id`;
