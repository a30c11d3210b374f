import { type Connection, inBatches } from '../../database/batches.js';
import { personalColumns } from '../../rules/personal-columns.js';
import { eraseNames } from '../../stripe/erase-person.js';
import { isJsonObject } from '../../stripe/object-reader.js';

/**
 * Erases names, telephone numbers and postal addresses in what the file says of objects in which retention erased them.
 * The ledger has columns for the name and the receipt of a charge.
 *
 * @returns the number of changed objects
 */
export async function eraseNamesAgain(connection: Connection): Promise<number> {
  await connection.query(ERASE_CHARGES);
  let count = 0;
  for await (const batch of inBatches<Said>(connection, 'import_erased', ERASED_BEFORE)) {
    const changed = batch.flatMap(({ said, ...place }) => {
      const object: unknown = JSON.parse(said);
      const erased = isJsonObject(object) ? eraseNames(object) : null;
      return erased ? [{ ...place, said: JSON.stringify(erased) }] : [];
    });
    count += changed.length;
    await connection.query(UPDATE, [JSON.stringify(changed)]);
  }
  return count;
}

interface Said {
  readonly id: string;
  readonly line: number;
  readonly expanded: boolean;
  readonly said: string;
}

const ERASED_BEFORE = `
  SELECT s.id, s.line, s.expanded, s.said FROM import_said s
  JOIN imported_object o ON o.id = s.id AND o.erased_at IS NOT NULL`;

const ERASE_CHARGES = `
  UPDATE import_charge s SET ${personalColumns.map((name) => `${name} = NULL`).join(', ')}
  FROM imported_object o WHERE o.id = s.id AND o.erased_at IS NOT NULL`;

const UPDATE = `
  UPDATE import_said s SET said = n.said
  FROM json_to_recordset($1::json) AS n(id text, line int, expanded boolean, said text)
  WHERE (s.id, s.line, s.expanded) = (n.id, n.line, n.expanded)`;
