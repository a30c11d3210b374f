import { amountSteps } from '../rules/currency.js';
import {
  MAX_METADATA_KEY_CHARACTERS,
  MAX_METADATA_KEYS,
  MAX_METADATA_VALUE_CHARACTERS,
} from '../rules/metadata.js';
import { type Check, sqlCheck } from './check.js';

const STEPS = [...amountSteps].map(([currency, step]) => `('${currency}', ${step})`).join(', ');

/** Checks of each refund alone, and against its charge. */
export const refundChecks: readonly Check[] = [
  sqlCheck(
    'I8',
    'a refund has the currency of its charge, and no payment intent other than that of its charge',
    `SELECT r.id AS subject, CASE
        WHEN c.id IS NULL THEN format('its charge %s is missing', r.charge_id)
        WHEN r.currency <> c.currency THEN format('its currency is %s, that of its charge is %s', r.currency, c.currency)
        WHEN r.payment_intent_id IS NOT NULL AND r.payment_intent_id IS DISTINCT FROM c.payment_intent_id
          THEN format('its payment intent is %s, that of its charge is %s', r.payment_intent_id, COALESCE(c.payment_intent_id, 'none'))
      END AS violation
     FROM refund r LEFT JOIN charge c ON c.id = r.charge_id`,
  ),
  sqlCheck(
    'Section 2',
    'the amount of a refund created by the gateway is at least 1 and a multiple of its currency’s step',
    `SELECT r.id AS subject, CASE WHEN r.amount < 1 OR r.amount % COALESCE(step.size, 1) <> 0
        THEN format('its amount is %s %s', r.amount, r.currency)
      END AS violation
     FROM refund r LEFT JOIN (VALUES ${STEPS}) step(currency, size) ON step.currency = r.currency
     WHERE NOT r.imported`,
  ),
  sqlCheck(
    'Section 6',
    'a refund created by the gateway says why it is pending, when its action expires, or why it failed',
    `SELECT id AS subject, CASE
        WHEN (status = 'pending') <> (pending_reason IS NOT NULL) THEN format('it is %s, its pending reason is %s', status, COALESCE(pending_reason::text, 'none'))
        WHEN (status IN ('failed', 'canceled')) <> (failure_reason IS NOT NULL)
          OR (status = 'canceled' AND failure_reason <> 'merchant_request')
          THEN format('it is %s, its failure reason is %s', status, COALESCE(failure_reason::text, 'none'))
        WHEN status = 'requires_action' AND action_expires_at IS NULL THEN 'it requires action, but has no time when that expires'
      END AS violation
     FROM refund WHERE NOT imported`,
  ),
  sqlCheck(
    'Section 4',
    'the metadata of a refund created by the gateway is within its limits',
    `SELECT r.id AS subject, CASE
        WHEN jsonb_typeof(r.metadata) <> 'object' THEN 'it is not an object'
        WHEN kept.keys > ${MAX_METADATA_KEYS} THEN format('it has %s keys', kept.keys)
        WHEN kept.bad IS NOT NULL THEN format('its key %s is too long or has brackets, or its value is not a text of an allowed length', left(kept.bad, 100))
      END AS violation
     FROM refund r LEFT JOIN LATERAL (
       SELECT count(*) AS keys, min(key) FILTER (WHERE jsonb_typeof(value) <> 'string'
         OR char_length(value #>> '{}') NOT BETWEEN 1 AND ${MAX_METADATA_VALUE_CHARACTERS}
         OR char_length(key) NOT BETWEEN 1 AND ${MAX_METADATA_KEY_CHARACTERS} OR key ~ '[][]') AS bad
       FROM jsonb_each(CASE WHEN jsonb_typeof(r.metadata) = 'object' THEN r.metadata ELSE '{}' END)
     ) kept ON true
     WHERE NOT r.imported`,
  ),
];
