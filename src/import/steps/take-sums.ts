import type { Connection } from '../../database/batches.js';
import { RETURNED } from '../../stripe/sums.js';
import { REVERSED_HERE } from './keep-shares.js';
import type { ParsedSum } from './parse-line.js';
import { runAll } from './statements.js';

/** What the file says of transfers and application fees, by their ids. Those of earlier files have no line. */
export const SUM_COLUMNS = `id text COLLATE "C" PRIMARY KEY, object text, line int, expanded boolean, amount bigint, currency text,
    returned bigint`;

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
    `INSERT INTO import_sum AS known SELECT DISTINCT ON (id) id, object, line, expanded, amount, currency, returned
       FROM json_populate_recordset(NULL::import_sum, $1::json) WITH ORDINALITY
       ORDER BY id, expanded, line DESC, ordinality DESC
     ON CONFLICT (id) DO UPDATE SET (object, line, expanded, amount, currency, returned) =
         ROW(excluded.object, excluded.line, excluded.expanded, excluded.amount, excluded.currency, excluded.returned)
       WHERE (NOT excluded.expanded, excluded.line) >= (NOT known.expanded, known.line)`,
    [json],
  );
}

/** The transfer is in another currency than that in which the gateway has reversed a part of it. */
const IS_FOREIGN_HERE = `${REVERSED_HERE} AND u.currency <> coalesce(s.transfer_currency, s.currency)`;

/** What earlier files said of the transfer or fee of a charge that the ledger has not had with it. */
const addKept = (object: keyof typeof RETURNED, source: string, reported: string): string => `
  INSERT INTO import_sum (id, amount, currency, returned)
    SELECT DISTINCT o.id, (kept->>'amount')::bigint, kept->>'currency', (kept->>'${RETURNED[object]}')::bigint
    FROM import_charge s JOIN imported_object o ON o.id = s.${source}, LATERAL (SELECT o.said::json) parsed(kept)
    WHERE s.line IS NOT NULL AND s.${reported} IS NULL AND kept->>'object' = '${object}'
      AND NOT EXISTS (SELECT FROM charge c WHERE c.id = s.id AND c.${source} = s.${source})
    ON CONFLICT DO NOTHING`;

/** Keeps them until their charge comes. An object of the ledger that has the same id keeps its own. */
const KEEP_FOR_LATER = `
  INSERT INTO imported_object AS known (id, said)
    SELECT id, json_build_object('id', id, 'object', object, 'amount', amount, 'currency', currency,
      CASE object WHEN 'transfer' THEN '${RETURNED.transfer}' ELSE '${RETURNED.application_fee}' END, returned)::text
    FROM import_sum u
    WHERE NOT EXISTS (SELECT FROM import_charge s WHERE s.transfer_id = u.id)
      AND NOT EXISTS (SELECT FROM import_charge s WHERE s.application_fee_id = u.id)
    ON CONFLICT (id) DO UPDATE SET said = excluded.said
      WHERE known.said <> excluded.said AND known.said::json->>'object' = excluded.said::json->>'object'`;

/**
 * Section 3: completes what is known of each charge's transfer and fee by what the file says of these, on lines of their
 * own or anywhere else. The charges must be locked.
 */
export const takeSums = (connection: Connection): Promise<void> =>
  runAll(connection, [
    addKept('transfer', 'transfer_id', 'reported_reversed'),
    addKept('application_fee', 'application_fee_id', 'reported_fee_refunded'),
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
    KEEP_FOR_LATER,
  ]);
