import { idPrefixes } from '../rules/ids.js';
import { type Check, sqlCheck } from './check.js';

const PREFIXES_BY_TABLE: Readonly<Record<string, readonly string[]>> = {
  payment_intent: idPrefixes.paymentIntent,
  charge: idPrefixes.charge,
  dispute: idPrefixes.dispute,
  refund: idPrefixes.refund,
  refund_event: idPrefixes.refundEvent,
  balance_transaction: idPrefixes.balanceTransaction,
  transfer_reversal: idPrefixes.transferReversal,
  application_fee_refund: idPrefixes.applicationFeeRefund,
  block_list_entry: idPrefixes.blockListEntry,
  refund_approval: idPrefixes.refundApproval,
  api_key: idPrefixes.apiKey,
  refund_approval_event: idPrefixes.refundApprovalEvent,
};

/** The references that must lead to a row. Those that an import may bring later are left out (ADR 7). */
const REFERENCES: readonly (readonly [table: string, column: string, target: string])[] = [
  ['charge', 'payment_intent_id', 'payment_intent'],
  ['dispute', 'charge_id', 'charge'],
  ['refund', 'charge_id', 'charge'],
  ['refund', 'payment_intent_id', 'payment_intent'],
  ['refund', 'balance_transaction_id', 'balance_transaction'],
  ['refund', 'failure_balance_transaction_id', 'balance_transaction'],
  ['refund', 'application_fee_refund_id', 'application_fee_refund'],
  ['refund', 'replaces_id', 'refund'],
  ['refund_event', 'refund_id', 'refund'],
  ['transfer_reversal', 'charge_id', 'charge'],
  ['application_fee_refund', 'charge_id', 'charge'],
  ['block_list_entry', 'charge_id', 'charge'],
  ['refund_approval', 'charge_id', 'charge'],
  ['refund_approval', 'refund_id', 'refund'],
  ['refund_approval_event', 'approval_id', 'refund_approval'],
];

/** Checks of ids and references: an id shows its kind, and a reference leads to a row. */
export const idChecks: readonly Check[] = [
  sqlCheck(
    'Section 9',
    'every id begins with the prefix of its kind',
    Object.entries(PREFIXES_BY_TABLE)
      .map(
        ([table, all]) =>
          `SELECT id AS subject, CASE WHEN id !~ '^(${all.join('|')})_.' THEN 'it is in ${table}' END AS violation FROM ${table}`,
      )
      .join(' UNION ALL '),
  ),
  sqlCheck(
    'I7',
    'every reference leads to a row',
    REFERENCES.map(
      ([table, column, target]) =>
        `SELECT s.id AS subject, CASE WHEN t.id IS NULL THEN concat('its ${column} ', s.${column}, ' is missing') END AS violation
         FROM ${table} s LEFT JOIN ${target} t ON t.id = s.${column} WHERE s.${column} IS NOT NULL`,
    ).join(' UNION ALL '),
  ),
];
