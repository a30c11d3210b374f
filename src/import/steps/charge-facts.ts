import type { ChargeStatus, Dispute, RefundStatus } from '../../../prisma/generated/prisma/client.js';
import { type Connection, inBatches } from '../../database/batches.js';
import { heldStatuses } from '../../rules/transitions.js';
import { feeRefund, type ReturnKind, transferReversal } from './ledger-kinds.js';
import { stageOf } from './statements.js';

/** A refund that may be a release, as JSON. */
export interface ReleaseFacts {
  readonly id: string;
  readonly amount: string;
  readonly created: string;
  readonly status: RefundStatus;
  readonly arrived: boolean;
}

/** What went back of a charge's fee or transfer. */
export interface ReturnFacts {
  /** In all, as the file says; null if it does not. */
  readonly reported: string | null;
  readonly opening_before: string;
  /** Before this import: the reversals or fee refunds that the ledger knows, except the gateway's own. */
  readonly imported_before: string;
  readonly imported: string;
  readonly by_gateway: string;
  /** The last line of the file with one of them, or that with the sum. */
  readonly line: number | null;
  readonly currencies: readonly string[];
}

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
  /** What the imported refunds hold by what was last said of them. Some may have been canceled here since. */
  readonly said_to_hold: string;
  readonly held_by_gateway: string;
  /** What the last import said of a charge that is not in the file; null for the others. */
  readonly said: unknown;
  readonly arrived: string;
  /** The last line of the file with a refund of the charge. */
  readonly refund_line: number | null;
  /** The refunds that may be its release, if less than its amount was captured. Null if there is none. */
  readonly releases: readonly ReleaseFacts[] | null;
  /** Null if nothing of it went back. */
  readonly fee: ReturnFacts | null;
  /** Null if nothing of it went back. */
  readonly transfer: ReturnFacts | null;
  /** The amounts of the refunds that name a reversal which the ledger does not know. Null if there is none. */
  readonly reversed_by_id: readonly string[] | null;
  readonly currency: string;
  readonly transfer_currency: string | null;
  /** Null if there is none. */
  readonly disputes: readonly Pick<Dispute, 'status' | 'isChargeRefundable'>[] | null;
}

/** Reads the facts of each charge of the import, as they will be after it. */
export const chargeFacts = (connection: Connection) =>
  inBatches<ChargeFacts>(connection, 'import_charge_facts', FACTS);

const HOLDING = heldStatuses.map((status) => `'${status}'`).join(', ');

// Sums are numeric, because the amounts of a file can add up to more than a bigint holds. Only a captured charge can have
// a release: that of an uncaptured one holds its amount.
const HELD = `
  SELECT charge_id, max(line) AS line,
    sum(amount) FILTER (WHERE holds AND imported) AS imported,
    sum(amount) FILTER (WHERE holds AND NOT imported) AS by_gateway,
    sum(amount) FILTER (WHERE said_to_hold) AS said_to_hold,
    sum(amount) FILTER (WHERE said_to_hold AND arrived) AS arrived,
    jsonb_agg(jsonb_build_object('id', id, 'amount', amount::text, 'created', created, 'status', status, 'arrived', arrived))
      FILTER (WHERE is_release) AS releases
  FROM (
    SELECT refunds.*, refunds.status IN (${HOLDING}) AS holds,
      imported AND c.captured AND refunds.status = 'succeeded' AND refunds.balance_transaction_id IS NULL
        AND refunds.amount = c.amount - c.amount_captured AS is_release
    FROM (
      SELECT s.id, s.charge_id, s.line, s.amount, s.created, s.status, s.balance_transaction_id, true AS imported,
          coalesce(s.said_to_hold, s.status IN (${HOLDING})) AS said_to_hold, r.id IS NULL AS arrived
        FROM import_refund s LEFT JOIN refund r USING (id)
      UNION ALL
      SELECT r.id, r.charge_id, NULL, r.amount, r.created, r.status, r.balance_transaction_id, r.imported,
          r.imported AND (r.status IN (${HOLDING}) OR coalesce(
            (SELECT coalesce(o.said::json->>'status', 'succeeded') IN (${HOLDING}) FROM imported_object o WHERE o.id = r.id), false)),
          false
        FROM refund r JOIN import_affected a ON a.id = r.charge_id
        WHERE NOT EXISTS (SELECT FROM import_refund s WHERE s.id = r.id)
    ) refunds JOIN import_charge c ON c.id = refunds.charge_id
  ) weighed GROUP BY charge_id`;

const DISPUTES = `
  SELECT charge_id, jsonb_agg(jsonb_build_object('status', status, 'isChargeRefundable', is_charge_refundable)) AS all
  FROM (
    SELECT charge_id, status, is_charge_refundable FROM import_dispute
    UNION ALL
    SELECT d.charge_id, d.status, d.is_charge_refundable
      FROM dispute d JOIN import_affected a ON a.id = d.charge_id
      WHERE NOT EXISTS (SELECT FROM import_dispute s WHERE s.id = d.id)
  ) disputes GROUP BY charge_id`;

/** @param column the refund's column with the id of what was returned */
const returned = (kind: ReturnKind, column: string): string => `
  SELECT charge_id, max(line) AS line,
    sum(amount) FILTER (WHERE NOT by_gateway) AS imported, sum(amount) FILTER (WHERE by_gateway) AS by_gateway,
    jsonb_agg(DISTINCT currency) AS currencies
  FROM (
    SELECT charge_id, line, amount, currency, false AS by_gateway FROM ${stageOf(kind)} WHERE charge_id IS NOT NULL
    UNION ALL
    SELECT t.charge_id, NULL, t.amount, t.currency, EXISTS (
        SELECT FROM refund r WHERE r.charge_id = t.charge_id AND r.${column} = t.id AND NOT r.imported
      ) FROM ${kind.table} t JOIN import_affected a ON a.id = t.charge_id
      WHERE NOT EXISTS (SELECT FROM ${stageOf(kind)} s WHERE s.id = t.id)
  ) returns GROUP BY charge_id`;

/** Section 3: a refund that names a reversal which the ledger does not know reversed its share. */
const REVERSED_BY_ID = `
  SELECT charge_id, jsonb_agg(amount::text) AS amounts
  FROM (
    SELECT transfer_reversal_id, charge_id, sum(amount) AS amount FROM (
      SELECT transfer_reversal_id, charge_id, amount FROM import_refund WHERE transfer_reversal_id IS NOT NULL
      UNION ALL
      SELECT r.transfer_reversal_id, r.charge_id, r.amount FROM refund r JOIN import_affected a ON a.id = r.charge_id
        WHERE r.imported AND r.transfer_reversal_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM import_refund s WHERE s.id = r.id)
    ) refunds
    WHERE NOT EXISTS (SELECT FROM import_transfer_reversal t WHERE t.id = transfer_reversal_id)
      AND NOT EXISTS (SELECT FROM transfer_reversal t WHERE t.id = transfer_reversal_id)
    GROUP BY transfer_reversal_id, charge_id
  ) unknown GROUP BY charge_id`;

/**
 * @param source the charge's column with the id of what was returned
 * @param total the charge's column with the total
 */
const returnFacts = (
  alias: string,
  source: string,
  reported: string,
  total: string,
  opening: string,
): string => `
  CASE WHEN ${alias}.charge_id IS NOT NULL OR s.${reported} IS NOT NULL OR c.${total} <> 0 THEN jsonb_build_object(
    'reported', s.${reported}::text,
    'opening_before', coalesce(c.${opening}, 0)::text,
    'imported_before', (coalesce(c.${total} - c.${opening}, 0) - coalesce(${alias}.by_gateway, 0))::text,
    'imported', coalesce(${alias}.imported, 0)::text,
    'by_gateway', coalesce(${alias}.by_gateway, 0)::text,
    'line', coalesce(${alias}.line, (SELECT line FROM import_sum WHERE id = s.${source})),
    'currencies', coalesce(${alias}.currencies, '[]')
  ) END AS ${alias}`;

const FACTS = `
  SELECT s.id, s.line, s.status, s.captured, s.disputed, s.payment_intent_id, s.amount, s.amount_captured, s.currency,
    s.application_fee_amount, s.transfer_amount, s.transfer_currency, s.reported_refunded,
    coalesce(c.opening_refunded, 0) AS opening_before,
    coalesce(held.imported, 0) AS held_imported, coalesce(held.by_gateway, 0) AS held_by_gateway,
    coalesce(held.said_to_hold, 0) AS said_to_hold,
    CASE WHEN s.line IS NULL THEN (SELECT o.said::json FROM imported_object o WHERE o.id = s.id) END AS said,
    coalesce(held.arrived, 0) AS arrived, held.line AS refund_line, held.releases,
    ${returnFacts('fee', 'application_fee_id', 'reported_fee_refunded', 'application_fee_refunded', 'opening_fee_refunded')},
    ${returnFacts('transfer', 'transfer_id', 'reported_reversed', 'transfer_reversed', 'opening_reversed')},
    by_id.amounts AS reversed_by_id, disputes.all AS disputes
  FROM import_charge s
  LEFT JOIN charge c ON c.id = s.id
  LEFT JOIN (${HELD}) held ON held.charge_id = s.id
  LEFT JOIN (${DISPUTES}) disputes ON disputes.charge_id = s.id
  LEFT JOIN (${returned(feeRefund, 'application_fee_refund_id')}) fee ON fee.charge_id = s.id
  LEFT JOIN (${returned(transferReversal, 'transfer_reversal_id')}) transfer ON transfer.charge_id = s.id
  LEFT JOIN (${REVERSED_BY_ID}) by_id ON by_id.charge_id = s.id
  WHERE NOT EXISTS (SELECT FROM import_bad_object b WHERE b.id = s.id)`;
