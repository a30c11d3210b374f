-- A refund can name the failed one that it makes good, and list what is refunded (rules, section 16).

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "lines" JSONB,
ADD COLUMN     "replaces_id" TEXT COLLATE "C";

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_replaces_id_fkey" FOREIGN KEY ("replaces_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must never be, whoever writes. Failed and canceled are final, so a replacement never comes back to life.
CREATE UNIQUE INDEX refund_is_replaced_once ON refund(replaces_id)
  WHERE replaces_id IS NOT NULL AND status NOT IN ('failed', 'canceled');
ALTER TABLE refund ADD CONSTRAINT refund_lines_are_a_list CHECK (jsonb_typeof(lines) = 'array');

-- The replacements of a refund, in the order of lists. Few refunds replace another one.
CREATE INDEX refund_replaces_id_created_id_idx ON refund(replaces_id, created, id) WHERE replaces_id IS NOT NULL;

-- Both never change, except that an erasure may replace the address of a person in the lines.
DROP TRIGGER refund_creation_never_changes ON refund;
CREATE TRIGGER refund_creation_never_changes BEFORE UPDATE ON refund FOR EACH ROW
  WHEN (OLD.created_by IS DISTINCT FROM NEW.created_by OR OLD.counted_on IS DISTINCT FROM NEW.counted_on
    OR OLD.note IS DISTINCT FROM NEW.note OR OLD.reason_code IS DISTINCT FROM NEW.reason_code
    OR OLD.lines IS DISTINCT FROM NEW.lines OR OLD.replaces_id IS DISTINCT FROM NEW.replaces_id)
  EXECUTE FUNCTION refuse_change_except_erasure('action_email_sent_to', 'description', 'instructions_email', 'lines',
    'metadata', 'note', 'reason_code');

-- Every transaction takes keys first, then the days of callers, then charges, and each of them in order, so that two
-- transactions cannot deadlock. If a day is beyond its limit, the caller reads and decides again, as with a charge.
CREATE OR REPLACE FUNCTION record_refunds(entry jsonb) RETURNS TABLE (
  charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  charges int := jsonb_array_length(entry->'guard');
  done int;
BEGIN
  -- A group does not wait long for the lock of one charge: after this timeout its members are tried one by one.
  IF charges > 1 THEN
    SET LOCAL lock_timeout = '500ms';
  END IF;

  INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
    SELECT caller, key, COALESCE(created, clock_timestamp()), fingerprint, refund_id
    FROM jsonb_populate_recordset(NULL::idempotency_key, entry->'idempotency_key') ORDER BY caller, key
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done < jsonb_array_length(entry->'idempotency_key') THEN
    RAISE SQLSTATE 'RG001';
  END IF;

  -- The limits of callers per day. Entries without such a limit do not have this part.
  IF entry ? 'caller_day' THEN
    INSERT INTO caller_day AS known (caller, currency, day, amount, count)
      SELECT counted.caller, counted.currency, counted.day, counted.amount, counted.count
      FROM jsonb_to_recordset(entry->'caller_day')
        AS counted(caller text, currency text, day text, amount bigint, count int)
      ORDER BY counted.caller, counted.currency, counted.day
      ON CONFLICT (caller, currency, day)
        DO UPDATE SET amount = known.amount + EXCLUDED.amount, count = known.count + EXCLUDED.count;
    IF EXISTS (
      SELECT 1 FROM jsonb_to_recordset(entry->'caller_day')
        AS counted(caller text, currency text, day text, max_amount bigint, max_count int)
      JOIN caller_day known
        ON known.caller = counted.caller AND known.currency = counted.currency AND known.day = counted.day
      WHERE known.amount > counted.max_amount OR known.count > counted.max_count
    ) THEN
      RAISE SQLSTATE 'RG001';
    END IF;
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

  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
    SELECT id, amount, created, currency, fee, net, type
    FROM jsonb_populate_recordset(NULL::balance_transaction, entry->'balance_transaction');
  INSERT INTO transfer_reversal (id, amount, charge_id, created, currency, transfer_id)
    SELECT id, amount, charge_id, created, currency, transfer_id
    FROM jsonb_populate_recordset(NULL::transfer_reversal, entry->'transfer_reversal');
  INSERT INTO application_fee_refund (id, amount, charge_id, created, currency, application_fee_id)
    SELECT id, amount, charge_id, created, currency, application_fee_id
    FROM jsonb_populate_recordset(NULL::application_fee_refund, entry->'application_fee_refund');
  INSERT INTO refund (id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      description, destination_type,
      destination_card_reference, destination_card_reference_status, destination_card_reference_type,
      destination_card_type, failure_balance_transaction_id, failure_reason, imported, instructions_email, lines, metadata,
      note, payment_intent_id, pending_reason, reason, reason_code, receipt_number, refund_application_fee, released, replaces_id,
      reverse_transfer, source_transfer_reversal_id, status, transfer_reversal_id)
    SELECT id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      description, destination_type,
      destination_card_reference, destination_card_reference_status, destination_card_reference_type,
      destination_card_type, failure_balance_transaction_id, failure_reason, imported, instructions_email, lines, metadata,
      note, payment_intent_id, pending_reason, reason, reason_code, receipt_number, refund_application_fee, COALESCE(released, false), replaces_id,
      reverse_transfer, source_transfer_reversal_id, status, transfer_reversal_id
    FROM jsonb_populate_recordset(NULL::refund, entry->'refund');
  INSERT INTO refund_event (id, changes, actor, created, refund_id, status, type)
    SELECT id, COALESCE(changes, '[]'), actor, created, refund_id, status, type
    FROM jsonb_populate_recordset(NULL::refund_event, entry->'refund_event');
  INSERT INTO block_list_entry (id, type, value, charge_id, created, refund_id)
    SELECT id, type, value, charge_id, created, refund_id
    FROM jsonb_populate_recordset(NULL::block_list_entry, entry->'block_list_entry')
    ORDER BY type, value ON CONFLICT DO NOTHING;
  -- Due by the database's clock, which all processes share, unless a time is given. Without a delay a task waits to be woken.
  INSERT INTO refund_task (refund_id, step, due)
    SELECT task.refund_id, task.step, COALESCE(task.at, now()) + task.delay_ms * interval '1 millisecond'
    FROM jsonb_to_recordset(entry->'refund_task') AS task(refund_id text, step text, at timestamptz, delay_ms bigint);

  RETURN QUERY SELECT charge.id, charge.amount_refunded, charge.application_fee_refunded, charge.transfer_reversed
    FROM charge WHERE id IN (SELECT guard->>'charge_id' FROM jsonb_array_elements(entry->'guard') guard);
-- The exception rolls back all that the block wrote.
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;
