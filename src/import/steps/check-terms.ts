import type { Connection } from '../../database/batches.js';
import { runAll } from './statements.js';

/**
 * Records a fault for each refund whose terms changed, or that contradicts its charge. The triggers of the tables refuse
 * the same, but cannot name the line. The charges must be locked.
 *
 * Changes of status are not checked. An export can be several transitions later than the one before, and from a status
 * that is not final, transitions lead to every other status. A final one stays (`mergeKnown`).
 */
export async function checkTerms(connection: Connection): Promise<void> {
  await runAll(connection, [
    // Lists of an intent's refunds use the refund's own column. A charge that moves takes the refunds with it that the
    // ledger knows.
    `UPDATE import_refund s SET payment_intent_id = c.payment_intent_id FROM import_charge c
       WHERE c.id = s.charge_id AND s.payment_intent_id IS DISTINCT FROM c.payment_intent_id
         AND (s.payment_intent_id IS NULL
           OR EXISTS (SELECT FROM refund r WHERE r.id = s.id AND r.payment_intent_id = s.payment_intent_id))`,
    ...TERMS.map(
      ([column, name]) => `INSERT INTO import_fault
        SELECT s.line, format('refund %s: its ${name} cannot change from %s to %s', s.id,
           ${shown('r', column)}, ${shown('s', column)}), s.id
        FROM import_refund s JOIN refund r USING (id) WHERE s.${column} <> r.${column}`,
    ),
    `INSERT INTO import_fault
      SELECT s.line, format('refund %s: its currency is %s, but that of its charge %s is %s', s.id, s.currency, c.id, c.currency), s.id
      FROM import_refund s JOIN import_charge c ON c.id = s.charge_id WHERE s.currency <> c.currency`,
    `INSERT INTO import_fault
      SELECT s.line, format('refund %s: charge %s does not belong to payment_intent %s', s.id, c.id, s.payment_intent_id), s.id
      FROM import_refund s JOIN import_charge c ON c.id = s.charge_id
      WHERE s.payment_intent_id IS DISTINCT FROM c.payment_intent_id
        AND (EXISTS (SELECT FROM import_payment_intent i WHERE i.id = s.payment_intent_id)
          OR EXISTS (SELECT FROM payment_intent i WHERE i.id = s.payment_intent_id))`,
    `INSERT INTO import_fault
      SELECT s.line, format('charge %s: its currency cannot change from %s to %s', s.id, c.currency, s.currency), s.id
      FROM import_charge s JOIN charge c USING (id) WHERE s.currency <> c.currency`,
  ]);
}

/** Rules, section 11: the columns of a refund that never change, and their names in messages. */
const TERMS = [
  ['amount', 'amount'],
  ['currency', 'currency'],
  ['charge_id', 'charge'],
  ['created', 'time of creation'],
] as const;

const shown = (alias: string, column: string): string =>
  column === 'created' ? `extract(epoch FROM ${alias}.created)::bigint` : `${alias}.${column}`;
