import type { Connection } from '../../database/batches.js';
import { REVERSED_HERE } from './keep-shares.js';
import type { ParsedSum } from './parse-line.js';
import { runAll } from './statements.js';

/** What the file says of transfers and application fees, by their ids. */
export const CREATE_SUMS = `CREATE TEMP TABLE import_sum
  (id text COLLATE "C" PRIMARY KEY, line int, expanded boolean, amount bigint, currency text, returned bigint)
  ON COMMIT DROP`;

/** A sum with its line. */
export interface StagedSum extends ParsedSum {
  readonly line: number;
}

/** Puts them into the temporary table. If an id appears twice, they win as objects do: see `stageObjects`. */
export async function stageSums(connection: Connection, sums: readonly StagedSum[]): Promise<void> {
  const json = JSON.stringify(
    sums.map((sum) => ({ ...sum, amount: `${sum.amount}`, returned: `${sum.returned}` })),
  );
  await connection.query(
    `INSERT INTO import_sum AS known SELECT DISTINCT ON (id) id, line, expanded, amount, currency, returned
       FROM json_populate_recordset(NULL::import_sum, $1::json) WITH ORDINALITY
       ORDER BY id, expanded, line DESC, ordinality DESC
     ON CONFLICT (id) DO UPDATE SET (line, expanded, amount, currency, returned) =
         ROW(excluded.line, excluded.expanded, excluded.amount, excluded.currency, excluded.returned)
       WHERE (NOT excluded.expanded, excluded.line) >= (NOT known.expanded, known.line)`,
    [json],
  );
}

/** The transfer is in another currency than that in which the gateway has reversed a part of it. */
const IS_FOREIGN_HERE = `${REVERSED_HERE} AND u.currency <> coalesce(s.transfer_currency, s.currency)`;

/**
 * Section 3: completes what is known of each charge's transfer and fee by what the file says of these, on lines of their
 * own or anywhere else. The charges must be locked.
 */
export const takeSums = (connection: Connection): Promise<void> =>
  runAll(connection, [
    `UPDATE import_charge s SET
       reported_reversed = CASE WHEN ${IS_FOREIGN_HERE} THEN s.reported_reversed ELSE u.returned END,
       transfer_amount = CASE
         WHEN ${REVERSED_HERE} OR s.transfer_currency IS NOT NULL THEN s.transfer_amount
         WHEN u.currency <> s.currency THEN u.amount
         WHEN s.says_transfer_amount OR s.transfer_amount <> s.amount_captured THEN s.transfer_amount
         ELSE u.amount END,
       transfer_currency = CASE
         WHEN ${REVERSED_HERE} OR u.currency = s.currency THEN s.transfer_currency
         ELSE u.currency END
     FROM import_sum u WHERE u.id = s.transfer_id`,
    `UPDATE import_charge s SET
       reported_fee_refunded = u.returned,
       application_fee_amount = coalesce(s.application_fee_amount, u.amount)
     FROM import_sum u WHERE u.id = s.application_fee_id`,
  ]);
