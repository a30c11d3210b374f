import { heldStatuses } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const HELD = `SELECT charge_id, sum(amount) AS amount FROM refund
  WHERE status IN (${words(heldStatuses)}) AND NOT released GROUP BY charge_id`;

/**
 * Compares what was returned of a charge's fee or transfer with the rows and the opening that it must be the sum of.
 *
 * @param others what else counts, of the charge `c`
 */
const returned = (total: string, whole: string, opening: string, table: string, others = '0'): string => `
  SELECT c.id AS subject, CASE
    WHEN c.${total} <> COALESCE(parts.amount, 0) + c.${opening} + ${others}
      THEN format('${total} is %s, its parts add up to %s, the opening is %s', c.${total}, COALESCE(parts.amount, 0) + ${others}, c.${opening})
    WHEN c.${total} < 0 OR c.${total} > c.${whole} THEN format('${total} is %s of %s', c.${total}, c.${whole})
  END AS violation
  FROM charge c
  LEFT JOIN (SELECT charge_id, sum(amount) AS amount FROM ${table} GROUP BY charge_id) parts ON parts.charge_id = c.id`;

/** Section 3: a refund that names a reversal which the ledger does not know reversed its share, as far as it is left. */
const REVERSED_BY_ID = `COALESCE((
  SELECT LEAST(
    COALESCE(sum(div(2 * c.transfer_amount::numeric * named.amount + c.refund_ceiling, 2 * c.refund_ceiling::numeric)), 0),
    GREATEST(c.transfer_amount - COALESCE(parts.amount, 0), 0))
  FROM (
    SELECT sum(r.amount) AS amount FROM refund r
    WHERE r.charge_id = c.id AND r.imported AND c.refund_ceiling > 0 AND r.transfer_reversal_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM transfer_reversal t WHERE t.id = r.transfer_reversal_id)
    GROUP BY r.transfer_reversal_id
  ) named), 0)`;

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
    'Section 2',
    'a refund that is a release was imported, moved no money, and has the amount that was not captured',
    `SELECT r.id AS subject, CASE WHEN r.released AND (NOT r.imported OR r.balance_transaction_id IS NOT NULL OR NOT c.captured OR r.amount <> c.amount - c.amount_captured)
        THEN format('it is %s, of charge %s with %s of %s captured', r.amount, c.id, c.amount_captured, c.amount)
      END AS violation
     FROM refund r JOIN charge c ON c.id = r.charge_id`,
  ),
  sqlCheck(
    'Section 3',
    'the refunds of a charge’s application fee add up to its total, which never exceeds the fee',
    returned(
      'application_fee_refunded',
      'application_fee_amount',
      'opening_fee_refunded',
      'application_fee_refund',
    ),
  ),
  sqlCheck(
    'Section 3',
    'the reversals of a charge’s transfer add up to its total, which never exceeds the transfer',
    returned('transfer_reversed', 'transfer_amount', 'opening_reversed', 'transfer_reversal', REVERSED_BY_ID),
  ),
];
