import { heldStatuses } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const HELD = `SELECT charge_id, sum(amount) AS amount FROM refund
  WHERE status IN (${words(heldStatuses)}) GROUP BY charge_id`;

/** What went back of a fee or a transfer: the charge's total, and the rows that it is the sum of. */
const returned = (total: string, whole: string, table: string): string => `
  SELECT c.id AS subject, CASE
    WHEN c.${total} <> COALESCE(parts.amount, 0) THEN format('${total} is %s, its parts come to %s', c.${total}, COALESCE(parts.amount, 0))
    WHEN c.${total} < 0 OR c.${total} > c.${whole} THEN format('${total} is %s of %s', c.${total}, c.${whole})
  END AS violation
  FROM charge c
  LEFT JOIN (SELECT charge_id, sum(amount) AS amount FROM ${table} GROUP BY charge_id) parts ON parts.charge_id = c.id`;

/** What holds of each charge and its totals. */
export const chargeChecks: readonly Check[] = [
  sqlCheck(
    'I1',
    'what refunds hold and the opening are the amount refunded of a charge',
    `SELECT c.id AS subject, CASE WHEN c.amount_refunded <> COALESCE(held.amount, 0) + c.opening_refunded
        THEN format('amount_refunded is %s, refunds hold %s, the opening is %s', c.amount_refunded, COALESCE(held.amount, 0), c.opening_refunded)
      END AS violation
     FROM charge c LEFT JOIN (${HELD}) held ON held.charge_id = c.id`,
  ),
  sqlCheck(
    'I1',
    'no charge is refunded beyond its ceiling, nor below its opening',
    `SELECT id AS subject, CASE WHEN NOT (0 <= opening_refunded AND opening_refunded <= amount_refunded AND amount_refunded <= refund_ceiling)
        THEN format('the opening is %s, amount_refunded is %s, the ceiling is %s', opening_refunded, amount_refunded, refund_ceiling)
      END AS violation
     FROM charge`,
  ),
  sqlCheck(
    'Section 3',
    'refunds of a charge’s application fee are its total, and no more than the fee',
    returned('application_fee_refunded', 'application_fee_amount', 'application_fee_refund'),
  ),
  sqlCheck(
    'Section 3',
    'reversals of a charge’s transfer are its total, and no more than the transfer',
    returned('transfer_reversed', 'transfer_amount', 'transfer_reversal'),
  ),
];
