import { type Check, sqlCheck } from './check.js';

/** Rule 1.7: a refund that releases an authorization moves no money. Its charge is not captured. */
const MOVES_MONEY = "c.captured AND r.destination_card_type IS DISTINCT FROM 'reversal'";

/**
 * Checks the fee refund or transfer reversal of a refund that the gateway created: it exists, is complete, and has the
 * refund's charge.
 */
const part = (column: string, table: string, flag: string, currency = 'r.currency'): string => `
  SELECT r.id AS subject, CASE
    WHEN p.id IS NULL THEN format('${column} %s is missing', r.${column})
    WHEN p.charge_id IS DISTINCT FROM r.charge_id THEN format('%s belongs to charge %s, the refund to %s', p.id, COALESCE(p.charge_id, 'none'), r.charge_id)
    WHEN p.currency <> ${currency} THEN format('%s is in %s, not in %s', p.id, p.currency, ${currency})
    WHEN p.amount < 1 THEN format('the amount of %s is %s', p.id, p.amount)
    WHEN NOT r.${flag} THEN format('%s was not asked for', p.id)
    WHEN count(*) OVER (PARTITION BY r.${column}) > 1 THEN format('%s belongs to several refunds', p.id)
  END AS violation
  FROM refund r JOIN charge c ON c.id = r.charge_id LEFT JOIN ${table} p ON p.id = r.${column}
  WHERE NOT r.imported AND r.${column} IS NOT NULL`;

/** Checks of the money that refunds created by the gateway move. */
export const moneyChecks: readonly Check[] = [
  sqlCheck(
    'I7',
    'a refund created by the gateway that moves money takes its amount from the balance',
    `SELECT r.id AS subject, CASE
        WHEN ${MOVES_MONEY} AND out.id IS NULL THEN 'it has no balance transaction'
        WHEN NOT (${MOVES_MONEY}) AND r.balance_transaction_id IS NOT NULL THEN format('it moves no money, but has %s', r.balance_transaction_id)
        WHEN out.amount <> -r.amount OR out.currency <> r.currency OR out.net <> out.amount - out.fee
          THEN format('its amount is %s %s, that of %s is %s %s', r.amount, r.currency, out.id, out.amount, out.currency)
      END AS violation
     FROM refund r JOIN charge c ON c.id = r.charge_id LEFT JOIN balance_transaction out ON out.id = r.balance_transaction_id
     WHERE NOT r.imported`,
  ),
  sqlCheck(
    'I6',
    'a refund created by the gateway gives its amount back to the balance if it failed or was canceled, and only then',
    `SELECT r.id AS subject, CASE
        WHEN r.failure_balance_transaction_id IS NULL AND r.balance_transaction_id IS NOT NULL AND r.status IN ('failed', 'canceled')
          THEN format('it is %s without a failure balance transaction', r.status)
        WHEN r.failure_balance_transaction_id IS NOT NULL AND (r.balance_transaction_id IS NULL OR r.status NOT IN ('failed', 'canceled'))
          THEN format('it is %s, but has %s', r.status, r.failure_balance_transaction_id)
        WHEN r.failure_balance_transaction_id IS NOT NULL AND back.id IS NULL THEN format('%s is missing', r.failure_balance_transaction_id)
        WHEN back.amount <> r.amount OR back.currency <> r.currency OR back.net <> back.amount - back.fee
          THEN format('its amount is %s %s, that of %s is %s %s', r.amount, r.currency, back.id, back.amount, back.currency)
      END AS violation
     FROM refund r LEFT JOIN balance_transaction back ON back.id = r.failure_balance_transaction_id
     WHERE NOT r.imported`,
  ),
  sqlCheck(
    'I6',
    'no balance transaction of a refund created by the gateway is used twice',
    `SELECT id AS subject, CASE WHEN count(*) > 1 THEN format('it is used by %s', string_agg(refund_id, ', ' ORDER BY refund_id)) END AS violation
     FROM (
       SELECT balance_transaction_id AS id, id AS refund_id, imported FROM refund
       UNION ALL SELECT failure_balance_transaction_id, id, imported FROM refund
     ) uses WHERE id IS NOT NULL GROUP BY id HAVING NOT bool_and(imported)`,
  ),
  sqlCheck(
    'Section 3',
    'the fee refund of a refund created by the gateway is complete and belongs to it alone',
    part('application_fee_refund_id', 'application_fee_refund', 'refund_application_fee'),
  ),
  sqlCheck(
    'Section 3',
    'the transfer reversal of a refund created by the gateway is complete and belongs to it alone',
    part(
      'transfer_reversal_id',
      'transfer_reversal',
      'reverse_transfer',
      // Of the transfer when it was reversed: an import may tell the currency later.
      'COALESCE(c.transfer_currency, r.currency)',
    ),
  ),
];
