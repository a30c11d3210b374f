import type { Connection } from '../../database/batches.js';
import { hashOfEmail } from '../../rules/erased-email.js';
import { erasePerson } from '../../stripe/erase-person.js';
import type { JsonObject } from '../../stripe/object-reader.js';
import { isKept } from './nested-objects.js';

/** The object without erased people; null if it has none of them. */
export type ErasePeople = (object: JsonObject) => JsonObject | null;

/**
 * How to erase people again in the objects of a file. Null if nobody was ever erased. An object that is newer than the
 * erasure stays as it is: the person came back.
 */
export async function erasedPeople(connection: Connection): Promise<ErasePeople | null> {
  const { rows } = await connection.query<{ hash: string; at: Date }>(
    'SELECT hash, erased_at AS at FROM erased_address',
  );
  if (rows.length === 0) return null;
  const erasedAt = new Map(rows.map(({ hash, at }) => [hash, at.getTime()]));
  return (object) => {
    const created = object['created'];
    const createdMs = typeof created === 'number' ? created * 1000 : 0;
    return erasePerson(object, (email) => createdMs <= (erasedAt.get(hashOfEmail(email)) ?? -1), isKept);
  };
}
