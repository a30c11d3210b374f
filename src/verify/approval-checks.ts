import { type Check, sqlCheck } from './check.js';

/** Checks of approvals, their refunds and events, and of the callers that a refund names. */
export const approvalChecks: readonly Check[] = [
  sqlCheck(
    'Rule 13.4',
    'an approved approval has its refund, of the same charge and amount, and no other approval has one',
    `SELECT a.id AS subject, CASE
        WHEN (a.status = 'approved') <> (a.refund_id IS NOT NULL) THEN format('it is %s, its refund is %s', a.status, COALESCE(a.refund_id, 'none'))
        WHEN r.charge_id <> a.charge_id THEN format('it is of charge %s, its refund %s of %s', a.charge_id, r.id, r.charge_id)
        WHEN r.amount <> a.amount OR r.currency <> a.currency
          THEN format('it is over %s %s, its refund %s over %s %s', a.amount, a.currency, r.id, r.amount, r.currency)
        WHEN r.imported THEN format('its refund %s was not created by the gateway', r.id)
      END AS violation
     FROM refund_approval a LEFT JOIN refund r ON r.id = a.refund_id`,
  ),
  sqlCheck(
    'Rule 13.3',
    'the refund of an approval replaces and lists what was asked for',
    `SELECT a.id AS subject, CASE
        WHEN r.replaces_id IS DISTINCT FROM a.input->>'replaces'
          THEN format('it was to replace %s, its refund %s replaces %s', COALESCE(a.input->>'replaces', 'none'), r.id, COALESCE(r.replaces_id, 'none'))
        WHEN asked.amounts <> made.amounts
          THEN format('its lines were to be over %s, those of its refund %s are over %s', asked.amounts, r.id, made.amounts)
      END AS violation
     FROM refund_approval a JOIN refund r ON r.id = a.refund_id,
     LATERAL (SELECT jsonb_path_query_array(a.input, '$.lines[*].amount') AS amounts) asked,
     LATERAL (SELECT jsonb_path_query_array(COALESCE(r.lines, '[]'), '$[*].amount') AS amounts) made`,
  ),
  sqlCheck(
    'Rule 13.1',
    'no refund has two approvals',
    `SELECT refund_id AS subject, CASE WHEN count(*) > 1
        THEN format('it has the approvals %s', string_agg(id, ', ' ORDER BY id)) END AS violation
     FROM refund_approval WHERE refund_id IS NOT NULL GROUP BY refund_id`,
  ),
  sqlCheck(
    'Rule 13.2',
    'an approval was decided by another caller than the one who asked, in time',
    `SELECT id AS subject, CASE
        WHEN (status IN ('approved', 'rejected')) <> (decided_by IS NOT NULL AND decided_at IS NOT NULL)
          THEN format('it is %s, decided by %s', status, COALESCE(decided_by, 'nobody'))
        WHEN decided_by IS NOT NULL AND (requested_by IS NULL OR decided_by = requested_by)
          THEN format('%s decided it, and %s asked', decided_by, COALESCE(requested_by, 'nobody'))
        WHEN decided_at > expires_at THEN format('it was decided at %s and had expired at %s', decided_at, expires_at)
      END AS violation
     FROM refund_approval`,
  ),
  sqlCheck(
    'Rule 13.4',
    'a refund names who asked for it: the actor of its creation, unless that caller approved it; then no day counts it',
    `SELECT r.id AS subject, CASE
        WHEN a.id IS NULL AND r.created_by IS DISTINCT FROM e.actor
          THEN format('it names %s, and %s created it', COALESCE(r.created_by, 'nobody'), COALESCE(e.actor, 'nobody'))
        WHEN a.id IS NOT NULL AND r.created_by IS DISTINCT FROM a.requested_by
          THEN format('it names %s, and %s asked in %s', COALESCE(r.created_by, 'nobody'), COALESCE(a.requested_by, 'nobody'), a.id)
        WHEN a.id IS NOT NULL AND e.actor IS DISTINCT FROM a.decided_by
          THEN format('%s created it, and %s approved %s', COALESCE(e.actor, 'nobody'), COALESCE(a.decided_by, 'nobody'), a.id)
        WHEN a.id IS NOT NULL AND r.counted_on IS NOT NULL THEN format('it was approved by %s, and the day %s counts it', a.id, r.counted_on)
      END AS violation
     FROM refund r JOIN refund_event e ON e.refund_id = r.id AND e.type = 'refund_created'
     LEFT JOIN refund_approval a ON a.refund_id = r.id`,
  ),
  sqlCheck(
    'Rule 13.7',
    'an approval has one event of its request, then one of its end unless it is pending',
    `SELECT id AS subject, CASE WHEN told IS DISTINCT FROM concat_ws(', ', 'requested', NULLIF(status::text, 'pending'))
        THEN format('it is %s, its events are %s', status, COALESCE(told, 'none'))
      END AS violation
     FROM (SELECT a.id, a.status, (
       SELECT string_agg(e.type::text, ', ' ORDER BY e.position) FROM refund_approval_event e WHERE e.approval_id = a.id
     ) AS told FROM refund_approval a) a`,
  ),
  sqlCheck(
    'Rule 13.7',
    'the events of an approval have its callers and its times',
    `SELECT e.id AS subject, CASE
        WHEN e.actor IS DISTINCT FROM CASE e.type WHEN 'requested' THEN a.requested_by ELSE a.decided_by END
          THEN format('its actor is %s, and %s asked, %s decided', COALESCE(e.actor, 'nobody'),
            COALESCE(a.requested_by, 'nobody'), COALESCE(a.decided_by, 'nobody'))
        WHEN e.created IS DISTINCT FROM
            CASE e.type WHEN 'requested' THEN a.created WHEN 'expired' THEN a.expires_at ELSE a.decided_at END
          THEN format('it is of %s, and the approval was made at %s, decided at %s and expired at %s', e.created, a.created,
            COALESCE(a.decided_at::text, 'no time'), a.expires_at)
      END AS violation
     FROM refund_approval_event e JOIN refund_approval a ON a.id = e.approval_id`,
  ),
];
