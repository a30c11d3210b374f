-- approve_refund locks the charge before the approval, as an erasure does: a request that is not committed while the
-- erasure waits for its charge is seen by the erasure only if it looks at approvals afterwards.
CREATE OR REPLACE FUNCTION approve_refund(refunds new_refund[], guards charge_guard[], beside jsonb, decision jsonb) RETURNS TABLE (
  charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
BEGIN
  PERFORM 1 FROM charge WHERE id = guards[1].charge_id FOR NO KEY UPDATE;
  PERFORM 1 FROM refund_approval WHERE id = decision->>'approval' AND status = 'pending' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT r.charge_id, r.amount_refunded, r.application_fee_refunded, r.transfer_reversed
    INTO charge_id, amount_refunded, application_fee_refunded, transfer_reversed
    FROM record_refunds(refunds, guards, beside) r;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  moment := clock_timestamp();
  UPDATE refund_approval SET status = 'approved', refund_id = decision->>'refund', decided_by = decision->>'decided_by',
      decided_at = moment, decision_note = decision->>'note'
    WHERE id = decision->>'approval' AND status = 'pending' AND expires_at > moment;
  IF NOT FOUND THEN
    RAISE SQLSTATE 'RG001';
  END IF;
  -- A row that is returned stays returned, whatever the exception rolls back. So this comes last.
  RETURN NEXT;
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;
