import { transitions } from '../rules/transitions.js';
import { type Check, sqlCheck, words } from './check.js';

const TRANSITIONS = Object.entries(transitions)
  .flatMap(([from, all]) => all.map((to) => `('${from}', '${to}')`))
  .join(', ');

/** Each event beside the one before it. */
const HISTORY = `
  SELECT e.*, r.imported, r.status AS status_now,
    lag(e.status) OVER history AS before, lead(e.id) OVER history IS NULL AS is_last
  FROM refund_event e JOIN refund r ON r.id = e.refund_id
  WINDOW history AS (PARTITION BY e.refund_id ORDER BY e.position)`;

/** What an event says of the status: 'pending succeeded'; null where it says nothing. */
const SAID = `(SELECT string_agg(concat_ws(' ', change->>'before', change->>'after'), ', ')
  FROM jsonb_array_elements(e.changes) change WHERE change->>'field' = 'status')`;

/** What holds of the events of each refund: they tell its life, whole and once. */
export const eventChecks: readonly Check[] = [
  sqlCheck(
    'I7',
    'every refund has one creation, its first event, of the moment when it was made here',
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
    'the events of a refund made here are a path of the table of transitions',
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
    'one event per transition, which tells it',
    `SELECT e.id AS subject, CASE WHEN ${SAID} IS DISTINCT FROM CASE WHEN before <> status THEN concat(before, ' ', status) END
        THEN format('refund %s goes from %s to %s, the event says %s', refund_id, COALESCE(before::text, 'nothing'), status, COALESCE(${SAID}, 'nothing'))
      END AS violation
     FROM (${HISTORY}) e`,
  ),
  sqlCheck(
    'Section 6',
    'an event of failing is REFUND_FAILED, and no other is',
    `SELECT e.id AS subject, CASE WHEN (type = 'refund_failed') <> (status = 'failed' AND COALESCE(before <> status, false))
        THEN format('refund %s goes from %s to %s by %s', refund_id, COALESCE(before::text, 'nothing'), status, type)
      END AS violation
     FROM (${HISTORY}) e`,
  ),
  sqlCheck(
    'I6',
    'the last event has the present status of its refund',
    `SELECT e.id AS subject, CASE WHEN status <> status_now
        THEN format('refund %s is %s, its last event says %s', refund_id, status_now, status)
      END AS violation
     FROM (${HISTORY}) e WHERE is_last`,
  ),
];
