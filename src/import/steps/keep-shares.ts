import type { Connection } from '../../database/batches.js';
import { runAll } from './statements.js';

/** The gateway has reversed a part of the transfer of the charge `s`. */
export const REVERSED_HERE =
  'EXISTS (SELECT FROM refund r WHERE r.charge_id = s.id AND NOT r.imported AND r.transfer_reversal_id IS NOT NULL)';

/**
 * Section 3: keeps what the ledger knows of a charge's fee and transfer, where the file does not say it: they are known
 * from an expanded object that this file has as an id only. A transfer of which the gateway has reversed a part stays as
 * it was then: what the file tells now may be in another currency. The charges must be locked.
 */
export const keepShares = (connection: Connection): Promise<void> =>
  runAll(connection, [
    `UPDATE import_charge s SET transfer_amount = c.transfer_amount, transfer_currency = c.transfer_currency
     FROM charge c WHERE c.id = s.id AND c.transfer_id = s.transfer_id
       AND s.line IS NOT NULL AND (
         ${REVERSED_HERE}
         OR s.transfer_currency IS NULL
           -- What is only the captured amount follows the capture.
           AND (c.transfer_currency IS NOT NULL OR NOT s.says_transfer_amount AND c.transfer_amount <> c.amount_captured)
       )`,
    // What went back of a transfer in another currency cannot be compared.
    `UPDATE import_charge s SET reported_reversed = NULL
     WHERE s.reported_currency <> coalesce(s.transfer_currency, s.currency) AND ${REVERSED_HERE}`,
    `UPDATE import_charge s SET application_fee_amount = c.application_fee_amount
     FROM charge c WHERE c.id = s.id AND c.application_fee_id = s.application_fee_id
       AND s.application_fee_amount IS NULL`,
  ]);
