import type { Connection } from '../../database/batches.js';
import { charge } from './ledger-kinds.js';
import { analyzeStage } from './staging.js';
import { columnsOf, runAll } from './statements.js';

/**
 * Locks every charge whose totals or disputes this import may change, in the order of the ids. Charges that are not in
 * the file are added to the temporary table. As everywhere, charges are locked before refunds are written.
 */
export async function lockCharges(connection: Connection): Promise<void> {
  await runAll(connection, [
    `INSERT INTO import_affected
       SELECT id FROM import_charge
       UNION SELECT charge_id FROM import_refund
       UNION SELECT charge_id FROM import_dispute
       UNION SELECT d.charge_id FROM dispute d JOIN import_dispute USING (id)
       UNION SELECT charge_id FROM import_transfer_reversal
       UNION SELECT charge_id FROM import_fee_refund
       UNION SELECT c.id FROM charge c JOIN import_sum u ON u.id = c.transfer_id
       UNION SELECT c.id FROM charge c JOIN import_sum u ON u.id = c.application_fee_id`,
    'ANALYZE import_affected',
    `SELECT count(*) FROM (
       SELECT FROM charge WHERE id IN (SELECT id FROM import_affected) ORDER BY id FOR NO KEY UPDATE
     ) locked`,
    `INSERT INTO import_charge (${charge.columns.join(', ')})
       SELECT ${columnsOf(charge.columns, 'c')} FROM charge c JOIN import_affected USING (id)
       ON CONFLICT DO NOTHING`,
    analyzeStage(charge),
  ]);
}
