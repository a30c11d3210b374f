-- Refunds are recorded from typed rows instead of one jsonb, by statements whose plans never change (ADR 27).

-- A new refund with what is written beside it: its key, its balance transaction, its first event and its task. A type
-- never changes once it is released, because processes send its values by position: a further column takes a new type
-- and a new function beside it (docs/recipes.md).
CREATE TYPE new_refund AS (
  -- Its key. A refund that somebody approved has none of its own: the request for it has the key.
  caller text,
  key text,
  fingerprint text,
  -- The refund.
  id text,
  amount bigint,
  action_email_sent_at timestamptz,
  action_email_sent_to text,
  action_expires_at timestamptz,
  application_fee_refund_id text,
  balance_transaction_id text,
  charge_id text,
  counted_on text,
  created timestamptz,
  created_by text,
  currency text,
  destination_type text,
  destination_card_reference_status text,
  destination_card_reference_type text,
  destination_card_type text,
  instructions_email text,
  lines jsonb,
  metadata jsonb,
  note text,
  payment_intent_id text,
  pending_reason refund_pending_reason,
  reason refund_reason,
  reason_code text,
  refund_application_fee boolean,
  replaces_id text,
  reverse_transfer boolean,
  status refund_status,
  transfer_reversal_id text,
  -- Its balance transaction, unless balance_transaction_id is null.
  balance_amount bigint,
  balance_fee bigint,
  balance_net bigint,
  -- Its first event.
  event_id text,
  event_actor text,
  event_changes jsonb,
  -- Its first task, unless the step is null.
  task_step text,
  task_at timestamptz,
  task_delay_ms bigint
);

-- What must hold of a charge, and what its refunds take together.
CREATE TYPE charge_guard AS (
  charge_id text,
  revision integer,
  amount bigint,
  application_fee_refund_amount bigint,
  transfer_reversal_amount bigint,
  amount_refunded bigint
);

DROP FUNCTION record_refunds(jsonb);
DROP FUNCTION approve_refund(jsonb, jsonb);

-- Records refunds, all of them or none, and returns the totals of their charges. If it returns fewer rows than there are
-- guards, nothing was recorded: rows that are returned stay so, whatever the exception rolls back.
-- `beside` has what few refunds write: the days of callers, shares that go back, entries of the block list. It is null
-- if there is nothing of that.
--
-- Every transaction takes keys first, then the days of callers, then charges, and each of them in order, so that two
-- transactions cannot deadlock. If a day is beyond its limit, the caller reads and decides again, as with a charge.
--
-- The settings make each statement's plan once for all values, with the indexes, whatever the statistics say: planned
-- for each call, a lone refund took a third longer, and on a small ledger the plan read the whole table of charges.
CREATE FUNCTION record_refunds(refunds new_refund[], guards charge_guard[], beside jsonb) RETURNS TABLE (
  charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint
) LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off
  SET enable_hashjoin = off
  SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
  done int;
BEGIN
  IF refunds[1].key IS NOT NULL THEN
    INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
      SELECT caller, key, created, fingerprint, id FROM unnest(refunds) ORDER BY caller, key
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done < cardinality(refunds) THEN
      RAISE SQLSTATE 'RG001';
    END IF;
  END IF;

  -- The limits of callers per day.
  IF beside ? 'caller_day' THEN
    INSERT INTO caller_day AS known (caller, currency, day, amount, count)
      SELECT counted.caller, counted.currency, counted.day, counted.amount, counted.count
      FROM jsonb_to_recordset(beside->'caller_day')
        AS counted(caller text, currency text, day text, amount bigint, count int)
      ORDER BY counted.caller, counted.currency, counted.day
      ON CONFLICT (caller, currency, day)
        DO UPDATE SET amount = known.amount + EXCLUDED.amount, count = known.count + EXCLUDED.count;
    IF EXISTS (
      SELECT 1 FROM jsonb_to_recordset(beside->'caller_day')
        AS counted(caller text, currency text, day text, max_amount bigint, max_count int)
      JOIN caller_day known
        ON known.caller = counted.caller AND known.currency = counted.currency AND known.day = counted.day
      WHERE known.amount > counted.max_amount OR known.count > counted.max_count
    ) THEN
      RAISE SQLSTATE 'RG001';
    END IF;
  END IF;

  IF cardinality(guards) > 1 THEN
    -- A group does not wait long for the lock of one charge: after this timeout its members are tried one by one.
    SET LOCAL lock_timeout = '500ms';
    PERFORM 1 FROM charge WHERE id IN (SELECT guard.charge_id FROM unnest(guards) guard) ORDER BY id FOR NO KEY UPDATE;
  END IF;
  RETURN QUERY UPDATE charge SET
      amount_refunded = charge.amount_refunded + guard.amount,
      application_fee_refunded = charge.application_fee_refunded + guard.application_fee_refund_amount,
      transfer_reversed = charge.transfer_reversed + guard.transfer_reversal_amount
    FROM unnest(guards) guard
    WHERE charge.id = guard.charge_id
      AND charge.revision = guard.revision
      AND charge.amount_refunded + guard.amount <= charge.refund_ceiling
      AND (guard.amount_refunded IS NULL OR charge.amount_refunded = guard.amount_refunded)
    RETURNING charge.id, charge.amount_refunded, charge.application_fee_refunded, charge.transfer_reversed;
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done < cardinality(guards) THEN
    RAISE SQLSTATE 'RG001';
  END IF;

  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
    SELECT balance_transaction_id, balance_amount, created, currency, balance_fee, balance_net, 'refund'
    FROM unnest(refunds) WHERE balance_transaction_id IS NOT NULL;
  IF beside ? 'transfer_reversal' THEN
    INSERT INTO transfer_reversal (id, amount, charge_id, created, currency, transfer_id)
      SELECT id, amount, charge_id, created, currency, transfer_id
      FROM jsonb_populate_recordset(NULL::transfer_reversal, beside->'transfer_reversal');
  END IF;
  IF beside ? 'application_fee_refund' THEN
    INSERT INTO application_fee_refund (id, amount, charge_id, created, currency, application_fee_id)
      SELECT id, amount, charge_id, created, currency, application_fee_id
      FROM jsonb_populate_recordset(NULL::application_fee_refund, beside->'application_fee_refund');
  END IF;
  INSERT INTO refund (id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      destination_type, destination_card_reference_status, destination_card_reference_type, destination_card_type,
      imported, instructions_email, lines, metadata, note, payment_intent_id, pending_reason, reason, reason_code,
      refund_application_fee, replaces_id, reverse_transfer, status, transfer_reversal_id)
    SELECT id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      destination_type, destination_card_reference_status, destination_card_reference_type, destination_card_type,
      false, instructions_email, lines, metadata, note, payment_intent_id, pending_reason, reason, reason_code,
      refund_application_fee, replaces_id, reverse_transfer, status, transfer_reversal_id
    FROM unnest(refunds);
  INSERT INTO refund_event (id, changes, actor, created, refund_id, status, type)
    SELECT event_id, event_changes, event_actor, created, id, status, 'refund_created' FROM unnest(refunds);
  IF beside ? 'block_list_entry' THEN
    INSERT INTO block_list_entry (id, type, value, charge_id, created, refund_id)
      SELECT id, type, value, charge_id, created, refund_id
      FROM jsonb_populate_recordset(NULL::block_list_entry, beside->'block_list_entry')
      ORDER BY type, value ON CONFLICT DO NOTHING;
  END IF;
  -- Due by the database's clock, which all processes share, unless a time is given. Without a delay a task waits to be woken.
  INSERT INTO refund_task (refund_id, step, due)
    SELECT id, task_step, COALESCE(task_at, now()) + task_delay_ms * interval '1 millisecond'
    FROM unnest(refunds) WHERE task_step IS NOT NULL;
-- The exception rolls back all that the block wrote.
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;

-- Records a refund and the decision of its approval, both or neither, and returns the totals of its charge.
CREATE FUNCTION approve_refund(refunds new_refund[], guards charge_guard[], beside jsonb, decision jsonb) RETURNS TABLE (
  charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
BEGIN
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
