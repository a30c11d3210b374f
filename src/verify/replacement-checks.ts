import { MAX_LINES } from '../rules/refund-lines.js';
import { finalStatuses } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const ENDED = words(finalStatuses);

/** Checks of the refunds that replace others, and of their lines. */
export const replacementChecks: readonly Check[] = [
  sqlCheck(
    'Rule 16.1',
    'a refund replaces only a failed or canceled one of its charge, and its history says so',
    `SELECT r.id AS subject, CASE
        WHEN old.id IS NULL THEN format('it replaces %s, which is missing', r.replaces_id)
        WHEN r.imported THEN format('it replaces %s, and was imported', old.id)
        WHEN old.charge_id <> r.charge_id
          THEN format('it is of charge %s, and replaces %s of charge %s', r.charge_id, old.id, old.charge_id)
        WHEN old.status NOT IN (${ENDED}) THEN format('it replaces %s, which is %s', old.id, old.status)
        WHEN NOT EXISTS (SELECT 1 FROM refund_event e WHERE e.refund_id = r.id AND e.type = 'refund_created'
            AND e.changes @> jsonb_build_array(jsonb_build_object('field', 'replaces', 'after', r.replaces_id)))
          THEN format('it replaces %s, and the event of its creation does not say so', old.id)
      END AS violation
     FROM refund r LEFT JOIN refund old ON old.id = r.replaces_id WHERE r.replaces_id IS NOT NULL`,
  ),
  sqlCheck(
    'Rule 16.2',
    'of the refunds that replace the same one, at most one has neither failed nor been canceled',
    `SELECT replaces_id AS subject, CASE WHEN count(*) FILTER (WHERE status NOT IN (${ENDED})) > 1
        THEN format('it is replaced by %s', string_agg(id, ', ' ORDER BY id) FILTER (WHERE status NOT IN (${ENDED})))
      END AS violation
     FROM refund WHERE replaces_id IS NOT NULL GROUP BY replaces_id`,
  ),
  sqlCheck(
    'Rule 16.3',
    'the lines of a refund add up to its amount',
    `SELECT r.id AS subject, CASE
        WHEN jsonb_typeof(r.lines) <> 'array' THEN 'its lines are not a list'
        WHEN line.number NOT BETWEEN 1 AND ${MAX_LINES} THEN format('it has %s lines', line.number)
        WHEN line.bad > 0 THEN format('%s of its lines lack an amount, or have a tax or a quantity that cannot be', line.bad)
        WHEN line.sum <> r.amount THEN format('its lines add up to %s, its amount is %s', line.sum, r.amount)
      END AS violation
     FROM refund r LEFT JOIN LATERAL (
       SELECT count(*) AS number, sum(amount) AS sum, count(*) FILTER (WHERE amount IS NULL
         OR jsonb_typeof(value->'description') IS DISTINCT FROM 'string'
         OR (value ? 'taxAmount' AND (tax IS NULL OR tax > amount))
         OR (value ? 'quantity' AND value->>'quantity' !~ '^[1-9]\\d*$')) AS bad
       FROM jsonb_array_elements(CASE WHEN jsonb_typeof(r.lines) = 'array' THEN r.lines ELSE '[]' END) value,
       LATERAL (SELECT
         CASE WHEN value->>'amount' ~ '^\\d{1,18}$' THEN (value->>'amount')::numeric END AS amount,
         CASE WHEN value->>'taxAmount' ~ '^\\d{1,18}$' THEN (value->>'taxAmount')::numeric END AS tax) amounts
     ) line ON true
     WHERE r.lines IS NOT NULL`,
  ),
];
