import type { Connection } from '../../database/batches.js';
import { feeRefund, type ReturnKind, transferReversal } from './ledger-kinds.js';
import { columnsOf, runAll, stageOf } from './statements.js';

/**
 * Looks up references in the file and in the database. Finds a refund's charge by its payment intent, and a reversal's
 * charge by its transfer. Records a fault for each reference that leads nowhere.
 */
export async function resolveReferences(connection: Connection): Promise<void> {
  await runAll(connection, [
    ...[transferReversal, feeRefund].flatMap(linkReturns),
    ...FIND_CHARGES_OF_REFUNDS,
    ...WITHOUT_STRANGERS,
    ...LINK_NAMED_REVERSALS,
    missing('charge', 'payment_intent_id', 'payment_intent'),
    missing('refund', 'payment_intent_id', 'payment_intent'),
    missing('refund', 'charge_id', 'charge'),
    missing('dispute', 'charge_id', 'charge'),
    INTENT_WITHOUT_CHARGE,
  ]);
}

/** A reversal or fee refund belongs to the charge with its transfer or fee. Either may be imported first. */
function linkReturns(kind: ReturnKind): readonly string[] {
  const { table, columns, sourceColumn } = kind;
  const stage = stageOf(kind);
  const chargesBy = (charges: string) =>
    `(SELECT ${sourceColumn}, min(id) AS id FROM ${charges} WHERE ${sourceColumn} IN (SELECT ${sourceColumn} FROM ${stage}) GROUP BY 1)`;
  return [
    // Reversals and fee refunds in the database whose charge comes with this file.
    `INSERT INTO ${stage} (${columns.join(', ')}) SELECT ${columnsOf(columns, 't')} FROM ${table} t
       WHERE t.charge_id IS NULL AND t.${sourceColumn} IN (SELECT ${sourceColumn} FROM import_charge)
       ON CONFLICT DO NOTHING`,
    // A known charge does not change.
    `UPDATE ${stage} s SET charge_id = t.charge_id FROM ${table} t WHERE t.id = s.id`,
    ...['import_charge', 'charge'].map(
      (charges) => `UPDATE ${stage} s SET charge_id = c.id FROM ${chargesBy(charges)} c
        WHERE s.charge_id IS NULL AND c.${sourceColumn} = s.${sourceColumn}`,
    ),
  ];
}

/** Rule 1.2: a refund that names only a payment intent belongs to the newest charge of the intent that did not fail. */
const FIND_CHARGES_OF_REFUNDS = [
  'UPDATE import_refund s SET charge_id = r.charge_id FROM refund r WHERE r.id = s.id AND s.charge_id IS NULL',
  `UPDATE import_refund s SET charge_id = c.id
   FROM (
     SELECT DISTINCT ON (payment_intent_id) payment_intent_id, id
     FROM (
       SELECT payment_intent_id, id, created, status FROM import_charge
       UNION ALL
       SELECT payment_intent_id, id, created, status FROM charge t
         WHERE NOT EXISTS (SELECT FROM import_charge s WHERE s.id = t.id)
           AND payment_intent_id IN (SELECT payment_intent_id FROM import_refund WHERE charge_id IS NULL)
     ) either
     WHERE status <> 'failed'
     ORDER BY payment_intent_id, created DESC, id DESC
   ) c
   WHERE s.charge_id IS NULL AND c.payment_intent_id = s.payment_intent_id`,
];

/** Section 3: a reversal whose transfer no charge has belongs to the charge of the refund that names it. */
const LINK_NAMED_REVERSALS = [
  `INSERT INTO import_transfer_reversal (${columnsOf(transferReversal.columns, 't').replaceAll('t.', '')})
     SELECT ${columnsOf(transferReversal.columns, 't')} FROM transfer_reversal t
     WHERE t.charge_id IS NULL AND t.id IN (SELECT transfer_reversal_id FROM import_refund)
     ON CONFLICT DO NOTHING`,
  ...['import_refund', 'refund'].map(
    (refunds) => `UPDATE import_transfer_reversal s SET charge_id = r.charge_id FROM ${refunds} r
      WHERE s.charge_id IS NULL AND r.transfer_reversal_id = s.id AND (
        r.charge_id IN (SELECT id FROM import_charge) OR EXISTS (SELECT FROM charge c WHERE c.id = r.charge_id))`,
  ),
];

/** Objects inside others can be those of a connected account, whose charges are not ours. They count as their ids. */
const WITHOUT_STRANGERS = ['refund', 'dispute'].map(
  (object) => `DELETE FROM import_${object} s
    WHERE s.expanded AND s.charge_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM import_charge c WHERE c.id = s.charge_id)
      AND NOT EXISTS (SELECT FROM charge c WHERE c.id = s.charge_id)
      AND NOT EXISTS (SELECT FROM import_bad_object b WHERE b.id = s.charge_id)`,
);

const missing = (object: string, column: string, referred: string): string => `
  INSERT INTO import_fault
  SELECT s.line, format('${object} %s: its ${referred} %s is neither in the file nor in the database', s.id, s.${column}), s.id
  FROM import_${object} s
  WHERE s.${column} IS NOT NULL
    AND NOT EXISTS (SELECT FROM import_${referred} r WHERE r.id = s.${column})
    AND NOT EXISTS (SELECT FROM ${referred} r WHERE r.id = s.${column})
    AND NOT EXISTS (SELECT FROM import_bad_object r WHERE r.id = s.${column})`;

/** Not reported if there are bad lines: the charge may be on one of them. */
const INTENT_WITHOUT_CHARGE = `
  INSERT INTO import_fault
  SELECT s.line, format('refund %s: payment_intent %s has no charge, or only failed ones', s.id, s.payment_intent_id), s.id
  FROM import_refund s
  WHERE s.charge_id IS NULL AND NOT EXISTS (SELECT FROM import_bad_object)
    AND (EXISTS (SELECT FROM import_payment_intent i WHERE i.id = s.payment_intent_id)
      OR EXISTS (SELECT FROM payment_intent i WHERE i.id = s.payment_intent_id))`;
