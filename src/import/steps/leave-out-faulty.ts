import type { Connection } from '../../database/batches.js';
import { ledgerKinds } from './ledger-kinds.js';
import { countFaults } from './report-faults.js';
import { runAll, stageOf } from './statements.js';

/**
 * Section 11: with --skip-faulty, removes faulty objects from the temporary tables, so that the ledger keeps what it has
 * of them, and everything that names a faulty payment intent or charge. Each removed line gets a fault.
 *
 * Faults of totals name the charge, so its refunds, disputes and returns go with it: which of them is wrong is not known.
 */
export async function leaveOutFaulty(connection: Connection): Promise<void> {
  if ((await countFaults(connection)) === 0) return;
  await runAll(connection, [
    // A line whose objects are not known is left out as a whole.
    ...ledgerKinds.map(
      (kind) => `INSERT INTO import_bad_object SELECT s.id FROM ${stageOf(kind)} s
        WHERE s.line IN (SELECT line FROM import_fault WHERE id IS NULL)`,
    ),
    'INSERT INTO import_bad_object SELECT id FROM import_fault WHERE id IS NOT NULL',
    ...NEEDS.flatMap(needs),
    WITHOUT_CHARGE,
    ...ledgerKinds.flatMap(({ object }) => [otherLine(object), remove(object)]),
    'DELETE FROM import_warning WHERE line IN (SELECT line FROM import_fault)',
  ]);
}

/** The kind, its column, and what that names. A kind stands after those that it names. */
const NEEDS = [
  ['charge', 'payment_intent_id', 'payment_intent'],
  ['refund', 'payment_intent_id', 'payment_intent'],
  ['refund', 'charge_id', 'charge'],
  ['dispute', 'charge_id', 'charge'],
  ['transfer_reversal', 'charge_id', 'charge'],
  ['fee_refund', 'charge_id', 'charge'],
] as const;

const IS_BAD = 'IN (SELECT id FROM import_bad_object)';

/** Rows without a line are copies of the ledger's. They are removed without a fault. */
const needs = ([object, column, named]: (typeof NEEDS)[number]): readonly string[] => [
  `INSERT INTO import_fault
     SELECT line, format('${object} %s: its ${named} %s is left out', id, ${column}), id FROM import_${object}
     WHERE line IS NOT NULL AND ${column} ${IS_BAD} AND NOT id ${IS_BAD}`,
  `INSERT INTO import_bad_object SELECT id FROM import_${object} WHERE ${column} ${IS_BAD} AND NOT id ${IS_BAD}`,
];

/** The charge of such a refund may be on a line that could not be read. */
const WITHOUT_CHARGE = `
  WITH found AS (
    INSERT INTO import_fault
      SELECT line, format('refund %s: payment_intent %s has no charge, or only failed ones or such that are left out', id, payment_intent_id), id
      FROM import_refund WHERE charge_id IS NULL AND NOT id ${IS_BAD}
      RETURNING id
  ) INSERT INTO import_bad_object SELECT id FROM found`;

/** The fault of an object may be on another line than the one that would be imported. */
const otherLine = (object: string): string => `
  INSERT INTO import_fault
    SELECT s.line, format('${object} %s: another line about it is faulty', s.id), s.id FROM import_${object} s
    WHERE s.line IS NOT NULL AND s.id ${IS_BAD}
      AND NOT EXISTS (SELECT FROM import_fault f WHERE f.line = s.line AND (f.id = s.id OR f.id IS NULL))`;

const remove = (object: string): string => `DELETE FROM import_${object} WHERE id ${IS_BAD}`;
