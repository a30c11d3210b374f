import { transitions } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const TRANSITIONS = Object.entries(transitions)
  .flatMap(([from, all]) => all.map((to) => `('${from}', '${to}')`))
  .join(', ');

/** Each event, with the status before it. */
const HISTORY = `
  SELECT e.*, r.imported, r.status AS status_now,
    lag(e.status) OVER history AS before, lead(e.id) OVER history IS NULL AS is_last
  FROM refund_event e JOIN refund r ON r.id = e.refund_id
  WINDOW history AS (PARTITION BY e.refund_id ORDER BY e.position)`;

/** The change of status that an event records, as 'pending succeeded'; null if it records none. */
const RECORDED = `(SELECT string_agg(concat_ws(' ', change->>'before', change->>'after'), ', ')
  FROM jsonb_array_elements(e.changes) change WHERE change->>'field' = 'status')`;

/** Checks of the events of each refund: they record every change once. */
export const eventChecks: readonly Check[] = [
  sqlCheck(
    'I7',
    'every refund has one creation event, its first, with the time of the refund if the gateway created it',
    `SELECT r.id AS subject, CASE
        WHEN first.id IS NULL THEN 'it has no event'
        WHEN first.type <> 'refund_created' THEN format('its first event %s is %s', first.id, first.type)
        WHEN first.creations <> 1 THEN format('it was created %s times', first.creations)
        WHEN NOT r.imported AND first.created <> r.created THEN format('created %s, its first event %s', r.created, first.created)
      END AS violation
     FROM refund r LEFT JOIN (
       SELECT DISTINCT ON (refund_id) *, count(*) FILTER (WHERE type = 'refund_created') OVER (PARTITION BY refund_id) AS creations
       FROM refund_event ORDER BY refund_id, position
     ) first ON first.refund_id = r.id`,
  ),
  sqlCheck(
    'I6',
    'the events of a refund created by the gateway follow the table of transitions',
    `SELECT e.id AS subject, CASE
        WHEN before IS NULL AND status NOT IN (${words(['pending', 'requires_action', 'succeeded'])})
          THEN format('refund %s begins as %s', refund_id, status)
        WHEN before <> status AND (before::text, status::text) NOT IN (${TRANSITIONS})
          THEN format('refund %s goes from %s to %s', refund_id, before, status)
      END AS violation
     FROM (${HISTORY}) e WHERE NOT imported`,
  ),
  sqlCheck(
    'I7',
    'one event per transition, with the status before and after',
    `SELECT e.id AS subject, CASE WHEN ${RECORDED} IS DISTINCT FROM CASE WHEN before <> status THEN concat(before, ' ', status) END
        THEN format('refund %s goes from %s to %s, the event says %s', refund_id, COALESCE(before::text, 'nothing'), status, COALESCE(${RECORDED}, 'nothing'))
      END AS violation
     FROM (${HISTORY}) e`,
  ),
  sqlCheck(
    'Section 6',
    'a refund that fails gets the event refund_failed, and no other change does',
    `SELECT e.id AS subject, CASE WHEN (type = 'refund_failed') <> (status = 'failed' AND COALESCE(before <> status, false))
        THEN format('refund %s goes from %s to %s by %s', refund_id, COALESCE(before::text, 'nothing'), status, type)
      END AS violation
     FROM (${HISTORY}) e`,
  ),
  sqlCheck(
    'I6',
    'the last event has the current status of its refund',
    `SELECT e.id AS subject, CASE WHEN status <> status_now
        THEN format('refund %s is %s, its last event says %s', refund_id, status_now, status)
      END AS violation
     FROM (${HISTORY}) e WHERE is_last`,
  ),
];
