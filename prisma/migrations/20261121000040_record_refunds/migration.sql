-- Records refunds that were decided together: all of them or nothing. `entry` holds the rows to insert, an array by
-- table, and for each charge a guard: what the decisions saw of it, and what they take. Gives the charges' new totals;
-- no row where a key has an outcome by now, or a charge is no longer as the decisions saw it: read and decide again.
-- Keys are taken before charges, and both in their order, in every transaction alike, so that two cannot wait for
-- each other.
DROP FUNCTION record_refund(jsonb);
CREATE FUNCTION record_refunds(entry jsonb) RETURNS TABLE (
  charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  charges int := jsonb_array_length(entry->'guard');
  done int;
BEGIN
  -- Those who share a transaction do not wait long for the lock of one: each is tried by itself then.
  IF charges > 1 THEN
    SET LOCAL lock_timeout = '500ms';
  END IF;

  INSERT INTO idempotency_key
    SELECT * FROM jsonb_populate_recordset(NULL::idempotency_key, entry->'idempotency_key') ORDER BY caller, key
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done < jsonb_array_length(entry->'idempotency_key') THEN
    RAISE SQLSTATE 'RG001';
  END IF;

  IF charges > 1 THEN
    PERFORM 1 FROM charge WHERE id IN (SELECT guard->>'charge_id' FROM jsonb_array_elements(entry->'guard') guard)
      ORDER BY id FOR NO KEY UPDATE;
  END IF;
  UPDATE charge SET
      amount_refunded = charge.amount_refunded + guard.amount,
      application_fee_refunded = charge.application_fee_refunded + guard.application_fee_refund_amount,
      transfer_reversed = charge.transfer_reversed + guard.transfer_reversal_amount
    FROM jsonb_to_recordset(entry->'guard') AS guard(charge_id text, revision int, amount bigint,
      application_fee_refund_amount bigint, transfer_reversal_amount bigint, amount_refunded bigint)
    WHERE charge.id = guard.charge_id
      AND charge.revision = guard.revision
      AND charge.amount_refunded + guard.amount <= charge.refund_ceiling
      AND (guard.amount_refunded IS NULL OR charge.amount_refunded = guard.amount_refunded);
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done < charges THEN
    RAISE SQLSTATE 'RG001';
  END IF;

  INSERT INTO balance_transaction SELECT * FROM jsonb_populate_recordset(NULL::balance_transaction, entry->'balance_transaction');
  INSERT INTO transfer_reversal SELECT * FROM jsonb_populate_recordset(NULL::transfer_reversal, entry->'transfer_reversal');
  INSERT INTO application_fee_refund SELECT * FROM jsonb_populate_recordset(NULL::application_fee_refund, entry->'application_fee_refund');
  INSERT INTO refund SELECT * FROM jsonb_populate_recordset(NULL::refund, entry->'refund');
  INSERT INTO refund_event (id, actor, created, refund_id, status, type)
    SELECT id, actor, created, refund_id, status, type
    FROM jsonb_populate_recordset(NULL::refund_event, entry->'refund_event');
  INSERT INTO block_list_entry SELECT * FROM jsonb_populate_recordset(NULL::block_list_entry, entry->'block_list_entry')
    ORDER BY type, value ON CONFLICT DO NOTHING;
  -- Due by the database's clock, which all processes share, unless a time is given; without a delay, when it is woken.
  INSERT INTO refund_task (refund_id, step, due)
    SELECT task.refund_id, task.step, COALESCE(task.at, now()) + task.delay_ms * interval '1 millisecond'
    FROM jsonb_to_recordset(entry->'refund_task') AS task(refund_id text, step text, at timestamptz, delay_ms bigint);

  RETURN QUERY SELECT charge.id, charge.amount_refunded, charge.application_fee_refunded, charge.transfer_reversed
    FROM charge WHERE id IN (SELECT guard->>'charge_id' FROM jsonb_array_elements(entry->'guard') guard);
-- What was written in this block is undone.
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;
