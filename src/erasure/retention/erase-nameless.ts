import type { Connection } from '../../database/batches.js';
import { personalColumns } from '../../rules/personal-columns.js';
import { eraseNames } from '../../stripe/erase-person.js';
import { auditErasure } from '../erase-places.js';
import { inErasure } from '../erasure-transaction.js';
import type { KeptObject } from '../places.js';

/** How many objects had names, and the last id of the batch; null at the end. */
export interface NamelessBatch {
  readonly changed: number;
  readonly last: string | null;
}

/**
 * Erases names, telephone numbers and postal addresses in the next objects that have no e-mail address, and the names of
 * the same charges in the ledger. Marks these objects, so that an import erases them again.
 */
export const eraseNameless = (
  connection: Connection,
  after: string,
  size: number,
  commits: boolean,
): Promise<NamelessBatch> =>
  inErasure(connection, async () => {
    const { rows } = await connection.query<KeptObject>(NEXT, [after, size]);
    const seen = rows.map(({ id, said }) => {
      const erased = eraseNames(JSON.parse(said));
      return { id, said: erased ? JSON.stringify(erased) : null };
    });
    await connection.query(ERASE_CHARGES, [seen.map(({ id }) => id)]);
    const changed = seen.filter((object) => object.said !== null).length;
    await connection.query(UPDATE, [JSON.stringify(seen)]);
    if (changed > 0) await auditErasure(connection, { imported_object: changed });
    return { result: { changed, last: rows.at(-1)?.id ?? null }, commits };
  });

const NEXT = `
  SELECT o.id, o.said FROM retention_nameless n JOIN imported_object o USING (id)
  WHERE n.id > $1 AND NOT EXISTS (SELECT FROM retention_recent r WHERE r.id = n.family)
  ORDER BY n.id LIMIT $2`;

/** Locks them in the order in which every transaction does. */
const ERASE_CHARGES = `
  UPDATE charge c SET ${personalColumns.map((name) => `${name} = NULL`).join(', ')} FROM (
    SELECT id FROM charge WHERE id = ANY($1::text[]) AND (${personalColumns.map((name) => `${name} IS NOT NULL`).join(' OR ')})
    ORDER BY id FOR UPDATE
  ) n WHERE c.id = n.id`;

const UPDATE = `
  UPDATE imported_object o SET said = COALESCE(n.said, o.said), erased_at = now()
  FROM json_to_recordset($1::json) AS n(id text, said text) WHERE o.id = n.id`;
