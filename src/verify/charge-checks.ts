import { heldStatuses } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const HELD = `SELECT charge_id, sum(amount) AS amount FROM refund
  WHERE status IN (${words(heldStatuses)}) GROUP BY charge_id`;

/** Compares what was returned of a charge's fee or transfer with the rows that it must be the sum of. */
const returned = (total: string, whole: string, table: string): string => `
  SELECT c.id AS subject, CASE
    WHEN c.${total} <> COALESCE(parts.amount, 0) THEN format('${total} is %s, its parts add up to %s', c.${total}, COALESCE(parts.amount, 0))
    WHEN c.${total} < 0 OR c.${total} > c.${whole} THEN format('${total} is %s of %s', c.${total}, c.${whole})
  END AS violation
  FROM charge c
  LEFT JOIN (SELECT charge_id, sum(amount) AS amount FROM ${table} GROUP BY charge_id) parts ON parts.charge_id = c.id`;

/** Checks of each charge and its totals. */
export const chargeChecks: readonly Check[] = [
  sqlCheck(
    'I1',
    'the held refunds and the opening balance of a charge add up to its amount_refunded',
    `SELECT c.id AS subject, CASE WHEN c.amount_refunded <> COALESCE(held.amount, 0) + c.opening_refunded
        THEN format('amount_refunded is %s, refunds hold %s, the opening balance is %s', c.amount_refunded, COALESCE(held.amount, 0), c.opening_refunded)
      END AS violation
     FROM charge c LEFT JOIN (${HELD}) held ON held.charge_id = c.id`,
  ),
  sqlCheck(
    'I1',
    'no charge is refunded above its ceiling or below its opening balance',
    `SELECT id AS subject, CASE WHEN NOT (0 <= opening_refunded AND opening_refunded <= amount_refunded AND amount_refunded <= refund_ceiling)
        THEN format('the opening balance is %s, amount_refunded is %s, the ceiling is %s', opening_refunded, amount_refunded, refund_ceiling)
      END AS violation
     FROM charge`,
  ),
  sqlCheck(
    'Section 3',
    'the refunds of a charge’s application fee add up to its total, which never exceeds the fee',
    returned('application_fee_refunded', 'application_fee_amount', 'application_fee_refund'),
  ),
  sqlCheck(
    'Section 3',
    'the reversals of a charge’s transfer add up to its total, which never exceeds the transfer',
    returned('transfer_reversed', 'transfer_amount', 'transfer_reversal'),
  ),
];
