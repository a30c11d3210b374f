import type { Charge, Dispute } from '../../prisma/generated/prisma/client.js';
import { inBatches } from '../database/batches.js';
import { derivedColumns } from '../rules/refundability.js';
import { type Check, MAX_EXAMPLES } from './check.js';

/** A charge as node-postgres returns it: 64-bit numbers are text. */
interface ChargeRow {
  readonly id: string;
  readonly status: Charge['status'];
  readonly captured: boolean;
  readonly disputed: boolean;
  readonly payment_intent_id: string | null;
  readonly amount: string;
  readonly amount_captured: string;
  readonly refund_ceiling: string;
  readonly refunds_open: boolean;
  readonly dispute_blocks: boolean;
  readonly disputes: readonly Pick<Dispute, 'status' | 'isChargeRefundable'>[];
}

const CHARGES = `
  SELECT c.id, c.status, c.captured, c.disputed, c.payment_intent_id, c.amount, c.amount_captured,
    c.refund_ceiling, c.refunds_open, c.dispute_blocks, COALESCE(d.all, '[]') AS disputes
  FROM charge c LEFT JOIN (
    SELECT charge_id, jsonb_agg(jsonb_build_object('status', status, 'isChargeRefundable', is_charge_refundable)) AS all
    FROM dispute GROUP BY charge_id
  ) d ON d.charge_id = c.id`;

/** Compares the derived columns with the rules. It reads every charge, because the rules exist in TypeScript only. */
export const derivedColumnsCheck: Check = {
  rule: 'Sections 1 and 2',
  holds: 'the ceiling of a charge, and whether it can be refunded, follow from its state and its disputes',
  async run(connection, onProgress) {
    let [checked, violations] = [0, 0];
    const examples: string[] = [];
    for await (const batch of inBatches<ChargeRow>(connection, 'verify_charges', CHARGES)) {
      for (const row of batch) {
        const violation = violationOf(row);
        if (violation === null) continue;
        violations++;
        if (examples.length < MAX_EXAMPLES) examples.push(`${row.id}: ${violation}`);
      }
      checked += batch.length;
      onProgress(checked);
    }
    return { checked, violations, examples };
  },
};

function violationOf(row: ChargeRow): string | null {
  const derived = derivedColumns(
    {
      ...row,
      amount: BigInt(row.amount),
      amountCaptured: BigInt(row.amount_captured),
      paymentIntentId: row.payment_intent_id,
    },
    row.disputes,
  );
  const differences = [
    ['refund_ceiling', row.refund_ceiling, `${derived.refundCeiling}`],
    ['refunds_open', `${row.refunds_open}`, `${derived.refundsOpen}`],
    ['dispute_blocks', `${row.dispute_blocks}`, `${derived.disputeBlocks}`],
  ].flatMap(([column, is, rule]) => (is === rule ? [] : [`${column} is ${is}, by the rules it is ${rule}`]));
  return differences.length > 0 ? differences.join('; ') : null;
}
