import type { Connection } from '../database/batches.js';
import type { IsErased } from '../rules/erased-email.js';
import { eraseBlockList } from './erase-block-list.js';
import { type ErasedRow, eraseColumns } from './erase-columns.js';
import { eraseKeptObjects } from './erase-kept-objects.js';
import { erasedTables } from './erased-columns.js';
import { findInFlight } from './find-in-flight.js';
import type { Places } from './places.js';

/** What was replaced: the number of changed rows by table. Or the refunds and approvals that still need an address. */
export type ErasedPlaces =
  | { readonly rows: Readonly<Record<string, number>> }
  | { readonly inFlight: readonly string[] };

/** Replaces addresses in every table. If something in flight needs one, the transaction has to be rolled back. */
export async function erasePlaces(
  connection: Connection,
  places: Places,
  isErased: IsErased,
): Promise<ErasedPlaces> {
  // No gateway locks kept objects, so they can be first. They tell whose payments the address belongs to.
  const objects = await eraseKeptObjects(connection, places, isErased);
  const erased = new Map<string, readonly ErasedRow[]>();
  for (const table of erasedTables)
    erased.set(table.table, await eraseColumns(connection, table, places, { isErased, objects }));
  const changed = (table: string) => erased.get(table) ?? [];
  const inFlight = await findInFlight(connection, changed('refund'), changed('refund_approval'));
  if (inFlight.length > 0) return { inFlight };
  const rows: Record<string, number> = Object.fromEntries(
    [...erased].map(([name, all]) => [name, all.length]),
  );
  rows['block_list_entry'] = await eraseBlockList(connection, places, isErased);
  rows['imported_object'] = objects.length;
  return { rows };
}

/** The audit has who was erased as numbers of rows only (rules, 14.4). */
export async function auditErasure(
  connection: Connection,
  details: Readonly<Record<string, number>>,
): Promise<void> {
  await connection.query(
    `INSERT INTO audit_entry (id, action, outcome, details) VALUES ('aud_' || gen_random_uuid(), 'erase', 'done', $1)`,
    [JSON.stringify(details)],
  );
}
