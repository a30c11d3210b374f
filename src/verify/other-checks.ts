import { MAX_IDEMPOTENCY_KEY_CHARACTERS } from '../rules/refund-input.js';
import { type Check, sqlCheck } from './check.js';

/** Checks of keys, tasks and the block list. */
export const otherChecks: readonly Check[] = [
  sqlCheck(
    'I3',
    'an idempotency key has one outcome, an existing refund, an approval or a refusal, and no refund or approval has two keys',
    `SELECT concat(k.caller, '/', k.key) AS subject, CASE
        WHEN num_nonnulls(k.refund_id, k.approval_id, k.refusal) <> 1 THEN 'it has no outcome, or two'
        WHEN k.refund_id IS NOT NULL AND r.id IS NULL THEN format('its refund %s is missing', k.refund_id)
        WHEN r.imported THEN format('its refund %s was not created by the gateway', r.id)
        WHEN k.refund_id IS NOT NULL AND count(*) OVER (PARTITION BY k.refund_id) > 1 THEN format('its refund %s has another key', k.refund_id)
        WHEN k.approval_id IS NOT NULL AND a.id IS NULL THEN format('its approval %s is missing', k.approval_id)
        WHEN k.approval_id IS NOT NULL AND count(*) OVER (PARTITION BY k.approval_id) > 1 THEN format('its approval %s has another key', k.approval_id)
        WHEN k.caller <> COALESCE(a.requested_by, k.caller) THEN format('its approval %s was requested by %s', a.id, a.requested_by)
        WHEN k.refusal IS NOT NULL AND k.refusal->>'code' IS NULL THEN 'its refusal has no code'
        WHEN char_length(k.key) NOT BETWEEN 1 AND ${MAX_IDEMPOTENCY_KEY_CHARACTERS} THEN 'its length is not allowed'
      END AS violation
     FROM idempotency_key k LEFT JOIN refund r ON r.id = k.refund_id LEFT JOIN refund_approval a ON a.id = k.approval_id`,
  ),
  sqlCheck(
    'Section 12',
    'what a caller has refunded in a day is the sum of the refunds that the day counts',
    `SELECT concat(COALESCE(d.caller, r.caller), '/', COALESCE(d.currency, r.currency), '/', COALESCE(d.day, r.day)) AS subject, CASE
        WHEN d.caller IS NULL THEN format('the day is missing, its %s refunds are %s', r.count, r.amount)
        WHEN r.caller IS NULL THEN format('it says %s refunds of %s, but counts none', d.count, d.amount)
        WHEN (d.amount, d.count) IS DISTINCT FROM (r.amount, r.count)
          THEN format('it says %s refunds of %s, but counts %s of %s', d.count, d.amount, r.count, r.amount)
      END AS violation
     FROM caller_day d FULL JOIN (
       SELECT COALESCE(created_by, '') AS caller, currency, counted_on AS day, sum(amount) AS amount, count(*) AS count
       FROM refund WHERE counted_on IS NOT NULL GROUP BY 1, 2, 3
     ) r ON r.caller = d.caller AND r.currency = d.currency AND r.day = d.day`,
  ),
  sqlCheck(
    'Section 7',
    'the processor has tasks only for refunds created by the gateway that can still change',
    `SELECT t.refund_id AS subject, CASE
        WHEN r.id IS NULL THEN 'the refund is missing'
        WHEN r.imported THEN 'the refund was not created by the gateway'
        WHEN r.status IN ('failed', 'canceled') THEN format('the refund is %s, which is final', r.status)
      END AS violation
     FROM refund_task t LEFT JOIN refund r ON r.id = t.refund_id`,
  ),
  sqlCheck(
    'Section 7',
    'a refund created by the gateway that is pending or requires action has a task that will change it',
    `SELECT r.id AS subject, CASE WHEN t.refund_id IS NULL THEN format('it is %s, but has no task', r.status) END AS violation
     FROM refund r LEFT JOIN refund_task t ON t.refund_id = r.id
     WHERE NOT r.imported AND r.status IN ('pending', 'requires_action')`,
  ),
  sqlCheck(
    'Section 7',
    'no task is parked: the processor knows the step of each',
    'SELECT refund_id AS subject, parked_reason AS violation FROM refund_task',
  ),
  sqlCheck(
    'Section 5',
    'an entry of the block list comes from a refund for fraud and belongs to its charge',
    `SELECT b.id AS subject, CASE
        WHEN r.id IS NULL THEN format('its refund %s is missing', b.refund_id)
        WHEN r.reason IS DISTINCT FROM 'fraudulent' THEN format('the reason of refund %s is %s', r.id, COALESCE(r.reason::text, 'none'))
        WHEN b.charge_id <> r.charge_id THEN format('it belongs to charge %s, refund %s to %s', b.charge_id, r.id, r.charge_id)
        WHEN b.value !~ '\\S' THEN 'its value is blank'
      END AS violation
     FROM block_list_entry b LEFT JOIN refund r ON r.id = b.refund_id`,
  ),
];
