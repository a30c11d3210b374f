import type { Connection } from '../../database/batches.js';
import { toColumns } from '../../ledger/tables.js';
import type { LineFault } from '../import-report.js';
import { chargeFacts } from './charge-facts.js';
import { type ChargeTotals, weighCharge } from './charge-totals.js';
import { stageFaults } from './staging.js';
import { columnsOf } from './statements.js';

/**
 * Gives every charge of the import its totals and its revision, and notes the faults. Wants the charges locked: what
 * refunds hold must not change before it is written.
 */
export async function weighCharges(connection: Connection): Promise<void> {
  for await (const batch of chargeFacts(connection)) {
    const weighed: { readonly id: string; readonly totals: ChargeTotals }[] = [];
    const faults: LineFault[] = [];
    for (const facts of batch) {
      const charge = weighCharge(facts);
      faults.push(...charge.faults);
      if (charge.faults.length === 0) weighed.push({ id: facts.id, totals: charge.totals });
    }
    if (faults.length > 0)
      await stageFaults(
        connection,
        faults.map((fault) => ({ ...fault, id: null })),
      );
    await connection.query({
      name: 'import_totals',
      text: SET_TOTALS,
      values: [JSON.stringify(weighed.map(({ id, totals }) => ({ id, ...toColumns(totals) })))],
    });
  }
  await connection.query(SET_REVISIONS);
}

const TOTALS = [
  'amount_refunded',
  'opening_refunded',
  'refund_ceiling',
  'refunds_open',
  'dispute_blocks',
  'application_fee_refunded',
  'transfer_reversed',
];

const SET_TOTALS = `
  UPDATE import_charge s SET revision = 0, (${TOTALS.join(', ')}) = ROW(${columnsOf(TOTALS, 'f')})
  FROM json_populate_recordset(NULL::import_charge, $1::json) f WHERE f.id = s.id`;

/** What a decision on a refund reads of its charge: where it changes, the decision is made again. */
const DECIDED_ON = [
  ...TOTALS,
  'amount',
  'amount_captured',
  'application_fee_amount',
  'application_fee_id',
  'billing_email',
  'captured',
  'card_fingerprint',
  'disputed',
  'payment_intent_id',
  'payment_method_type',
  'status',
  'transfer_amount',
  'transfer_id',
];

const SET_REVISIONS = `
  UPDATE import_charge s SET revision = c.revision +
    CASE WHEN ROW(${columnsOf(DECIDED_ON, 's')}) IS DISTINCT FROM ROW(${columnsOf(DECIDED_ON, 'c')}) THEN 1 ELSE 0 END
  FROM charge c WHERE c.id = s.id`;
