import type { Connection } from '../../database/batches.js';
import { finalStatuses } from '../../rules/transitions.js';
import { runAll } from './statements.js';

/**
 * Notes a fault for each refund that is not what it was, or not its charge's: terms never change and an end is final.
 * Triggers refuse the same, but for the whole file and without its line. Wants the charges locked.
 *
 * Of the table of transitions only its ends are asked: a snapshot may be several steps later than the one before, and
 * steps lead from every status that is no end to every other.
 */
export async function checkTerms(connection: Connection): Promise<void> {
  await runAll(connection, [
    // Lists by payment intent find a refund by its own column.
    `UPDATE import_refund s SET payment_intent_id = c.payment_intent_id FROM import_charge c
       WHERE c.id = s.charge_id AND s.payment_intent_id IS NULL AND c.payment_intent_id IS NOT NULL`,
    ...['amount', 'currency', 'charge_id', 'created'].map(
      (column) => `INSERT INTO import_fault
        SELECT s.line, format('refund %s: its ${column.replace('_id', '')} never changes, and is %s here, not %s',
          s.id, ${shown('r', column)}, ${shown('s', column)})
        FROM import_refund s JOIN refund r USING (id) WHERE s.${column} <> r.${column}`,
    ),
    `INSERT INTO import_fault
      SELECT s.line, format('refund %s: it is %s here, which is final, and cannot become %s', s.id, r.status, s.status)
      FROM import_refund s JOIN refund r USING (id) WHERE r.status IN (${FINAL}) AND s.status <> r.status`,
    `INSERT INTO import_fault
      SELECT s.line, format('refund %s: its currency is %s, that of its charge %s is %s', s.id, s.currency, c.id, c.currency)
      FROM import_refund s JOIN import_charge c ON c.id = s.charge_id WHERE s.currency <> c.currency`,
    `INSERT INTO import_fault
      SELECT s.line, format('refund %s: charge %s does not belong to payment_intent %s', s.id, c.id, s.payment_intent_id)
      FROM import_refund s JOIN import_charge c ON c.id = s.charge_id WHERE s.payment_intent_id <> c.payment_intent_id`,
    `INSERT INTO import_fault
      SELECT s.line, format('charge %s: its currency never changes, and is %s here, not %s', s.id, c.currency, s.currency)
      FROM import_charge s JOIN charge c USING (id) WHERE s.currency <> c.currency`,
  ]);
}

const FINAL = finalStatuses.map((status) => `'${status}'`).join(', ');

const shown = (alias: string, column: string): string =>
  column === 'created' ? `extract(epoch FROM ${alias}.created)::bigint` : `${alias}.${column}`;
