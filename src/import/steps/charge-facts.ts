import type { ChargeStatus, Dispute } from '../../../prisma/generated/prisma/client.js';
import { type Connection, inBatches } from '../../database/batches.js';
import { heldStatuses } from '../../rules/transitions.js';
import { feeRefund, type ReturnKind, transferReversal } from './ledger-kinds.js';
import { stageOf } from './statements.js';

/**
 * A charge as it will be after the import, with the facts from which its totals are computed. 64-bit numbers are text,
 * as node-postgres returns them.
 */
export interface ChargeFacts {
  readonly id: string;
  /** Null if the charge is not in the file. */
  readonly line: number | null;
  readonly status: ChargeStatus;
  readonly captured: boolean;
  readonly disputed: boolean;
  readonly payment_intent_id: string | null;
  readonly amount: string;
  readonly amount_captured: string;
  readonly application_fee_amount: string | null;
  readonly transfer_amount: string | null;
  readonly reported_refunded: string | null;
  readonly opening_before: string;
  readonly held_imported: string;
  readonly held_by_gateway: string;
  readonly arrived: string;
  /** The last line of the file with a refund of the charge. */
  readonly refund_line: number | null;
  readonly fee_refunded: string;
  /** The last line of the file with a refund of the charge's application fee. */
  readonly fee_line: number | null;
  readonly transfer_reversed: string;
  /** The last line of the file with a reversal of the charge's transfer. */
  readonly transfer_line: number | null;
  readonly disputes: readonly Pick<Dispute, 'status' | 'isChargeRefundable'>[];
}

/** Reads the facts of each charge of the import, as they will be after it. */
export const chargeFacts = (connection: Connection) =>
  inBatches<ChargeFacts>(connection, 'import_charge_facts', FACTS);

const HOLDING = heldStatuses.map((status) => `'${status}'`).join(', ');

// Sums are numeric, because the amounts of a file can add up to more than a bigint holds.
const HELD = `
  SELECT charge_id, max(line) AS line,
    sum(amount) FILTER (WHERE imported) AS imported,
    sum(amount) FILTER (WHERE NOT imported) AS by_gateway,
    sum(amount) FILTER (WHERE arrived) AS arrived
  FROM (
    SELECT s.charge_id, s.line, s.amount, true AS imported, r.id IS NULL AS arrived
      FROM import_refund s LEFT JOIN refund r USING (id) WHERE s.status IN (${HOLDING})
    UNION ALL
    SELECT r.charge_id, NULL, r.amount, r.imported, false
      FROM refund r JOIN import_affected a ON a.id = r.charge_id
      WHERE r.status IN (${HOLDING}) AND NOT EXISTS (SELECT FROM import_refund s WHERE s.id = r.id)
  ) refunds GROUP BY charge_id`;

const DISPUTES = `
  SELECT charge_id, jsonb_agg(jsonb_build_object('status', status, 'isChargeRefundable', is_charge_refundable)) AS all
  FROM (
    SELECT charge_id, status, is_charge_refundable FROM import_dispute
    UNION ALL
    SELECT d.charge_id, d.status, d.is_charge_refundable
      FROM dispute d JOIN import_affected a ON a.id = d.charge_id
      WHERE NOT EXISTS (SELECT FROM import_dispute s WHERE s.id = d.id)
  ) disputes GROUP BY charge_id`;

const returned = (kind: ReturnKind): string => `
  SELECT charge_id, max(line) AS line, sum(amount) AS amount
  FROM (
    SELECT charge_id, line, amount FROM ${stageOf(kind)} WHERE charge_id IS NOT NULL
    UNION ALL
    SELECT t.charge_id, NULL, t.amount FROM ${kind.table} t JOIN import_affected a ON a.id = t.charge_id
      WHERE NOT EXISTS (SELECT FROM ${stageOf(kind)} s WHERE s.id = t.id)
  ) returns GROUP BY charge_id`;

const FACTS = `
  SELECT s.id, s.line, s.status, s.captured, s.disputed, s.payment_intent_id, s.amount, s.amount_captured,
    s.application_fee_amount, s.transfer_amount, s.reported_refunded,
    coalesce(c.opening_refunded, 0) AS opening_before,
    coalesce(held.imported, 0) AS held_imported, coalesce(held.by_gateway, 0) AS held_by_gateway,
    coalesce(held.arrived, 0) AS arrived, held.line AS refund_line,
    coalesce(fee.amount, 0) AS fee_refunded, fee.line AS fee_line,
    coalesce(transfer.amount, 0) AS transfer_reversed, transfer.line AS transfer_line,
    coalesce(disputes.all, '[]') AS disputes
  FROM import_charge s
  LEFT JOIN charge c ON c.id = s.id
  LEFT JOIN (${HELD}) held ON held.charge_id = s.id
  LEFT JOIN (${DISPUTES}) disputes ON disputes.charge_id = s.id
  LEFT JOIN (${returned(feeRefund)}) fee ON fee.charge_id = s.id
  LEFT JOIN (${returned(transferReversal)}) transfer ON transfer.charge_id = s.id
  WHERE NOT EXISTS (SELECT FROM import_bad_object b WHERE b.id = s.id)`;
