import type { Connection } from '../../database/batches.js';
import { runAll } from './statements.js';

/** What an object says of refunds, and what that depends on. */
const REFUNDED = ['amount_refunded', 'refunded', 'captured', 'amount_captured'];

/**
 * Section 11: a total that the file repeats from the last import says nothing about what happened here since, such as a
 * refund that was canceled. It counts only if it changed.
 */
export const ignoreRepeatedTotals = (connection: Connection): Promise<void> =>
  runAll(connection, [
    `UPDATE import_charge s SET
       reported_refunded = CASE WHEN ${isRepeated(...REFUNDED.map((field) => `->>'${field}'`))} THEN NULL ELSE s.reported_refunded END,
       reported_fee_refunded = CASE WHEN ${isRepeated(`#>>'{application_fee,amount_refunded}'`)} THEN NULL ELSE s.reported_fee_refunded END,
       reported_reversed = CASE WHEN ${isRepeated(`#>>'{transfer,amount_reversed}'`)} THEN NULL ELSE s.reported_reversed END
     FROM imported_object o JOIN import_said t USING (id)
     WHERE s.id = t.id AND s.line = t.line AND s.expanded = t.expanded`,
  ]);

/** The whole text is compared first, which is quicker. */
const isRepeated = (...fields: readonly string[]): string =>
  `o.said::text = t.said::text OR ${fields.map((field) => `o.said${field} IS NOT DISTINCT FROM t.said${field}`).join(' AND ')}`;

/**
 * Section 3: keeps what the ledger knows of a charge's fee and transfer, where the file does not say it: they are known
 * from an expanded object that this file has as an id only. The charges must be locked.
 */
export const keepShares = (connection: Connection): Promise<void> =>
  runAll(connection, [
    `UPDATE import_charge s SET transfer_amount = c.transfer_amount, transfer_currency = c.transfer_currency
     FROM charge c WHERE c.id = s.id AND c.transfer_id = s.transfer_id
       AND s.line IS NOT NULL AND s.transfer_currency IS NULL
       -- What is only the captured amount follows the capture.
       AND (c.transfer_currency IS NOT NULL OR NOT s.says_transfer_amount AND c.transfer_amount <> c.amount_captured)`,
    `UPDATE import_charge s SET application_fee_amount = c.application_fee_amount
     FROM charge c WHERE c.id = s.id AND c.application_fee_id = s.application_fee_id
       AND s.application_fee_amount IS NULL`,
  ]);
