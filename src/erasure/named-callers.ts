import type { Connection } from '../database/batches.js';
import { eraseEmails, type IsErased } from '../rules/erased-email.js';
import { mayHave, needleOf } from './places-by-text.js';

/**
 * The columns that name who called the gateway, or that callers chose as keys. They stay: they say who gave money back,
 * limits are counted by them, and a key that changed would let a repeated request make a second refund.
 */
const COLUMNS: readonly (readonly [table: string, column: string, text?: string])[] = [
  ['api_key', 'created_by'],
  ['api_key', 'name'],
  ['api_key', 'revoked_by'],
  ['audit_entry', 'actor'],
  // A policy names callers.
  ['audit_entry', 'details'],
  // The audit of a key names the key.
  ['audit_entry', 'objects', "array_to_string(objects, ' ')"],
  ['caller_day', 'caller'],
  ['idempotency_key', 'caller'],
  ['idempotency_key', 'key'],
  ['refund', 'created_by'],
  ['refund_approval', 'decided_by'],
  ['refund_approval', 'requested_by'],
  ['refund_approval_event', 'actor'],
  ['refund_event', 'actor'],
];

/** How many rows keep the address as the name or the key of a caller, by `table.column`. */
export async function namedCallers(
  connection: Connection,
  email: string,
  isErased: IsErased,
): Promise<Readonly<Record<string, number>>> {
  const kept: Record<string, number> = {};
  for (const [table, column, text = column] of COLUMNS) {
    const { rows } = await connection.query<{ name: string; rows: number }>(
      `SELECT ${text} AS name, count(*)::int AS rows FROM ${table}
       WHERE ${mayHave(text, '$1')} GROUP BY ${text}`,
      [needleOf(email)],
    );
    const named = rows.filter(({ name }) => eraseEmails(name, isErased) !== name);
    if (named.length > 0) kept[`${table}.${column}`] = named.reduce((sum, one) => sum + one.rows, 0);
  }
  return kept;
}
