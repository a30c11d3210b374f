-- What an import of Stripe's older and foreign data needs: what went back of fees and transfers before the ledger knew,
-- transfers in another currency, released authorizations, and what the last import said of each object.

-- AlterTable
ALTER TABLE "charge" ADD COLUMN     "opening_fee_refunded" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "opening_reversed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "transfer_currency" TEXT;

-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "released" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "imported_object" (
    "id" TEXT COLLATE "C" NOT NULL,
    "said" JSON NOT NULL,

    CONSTRAINT "imported_object_pkey" PRIMARY KEY ("id")
);

ALTER TABLE charge ADD CONSTRAINT charge_what_went_back_includes_openings CHECK (
  0 <= opening_fee_refunded AND opening_fee_refunded <= application_fee_refunded
  AND 0 <= opening_reversed AND opening_reversed <= transfer_reversed);
ALTER TABLE charge ADD CONSTRAINT charge_transfer_currency CHECK (transfer_currency ~ '^[a-z]{3}$');
-- Only an import sets it: a refund that the gateway creates holds its amount.
ALTER TABLE refund ADD CONSTRAINT refund_released_is_imported CHECK (imported OR NOT released);

-- Rules, section 2: the ceiling of every uncaptured charge is its amount.
UPDATE charge SET refund_ceiling = amount, revision = revision + 1
  WHERE NOT captured AND refund_ceiling <> amount;

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
      application_fee_refund_id, balance_transaction_id, charge_id, created, currency, description, destination_type,
      destination_card_reference, destination_card_reference_status, destination_card_reference_type,
      destination_card_type, failure_balance_transaction_id, failure_reason, imported, instructions_email, metadata,
      payment_intent_id, pending_reason, reason, receipt_number, refund_application_fee, released, reverse_transfer,
      source_transfer_reversal_id, status, transfer_reversal_id)
    SELECT id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, created, currency, description, destination_type,
      destination_card_reference, destination_card_reference_status, destination_card_reference_type,
      destination_card_type, failure_balance_transaction_id, failure_reason, imported, instructions_email, metadata,
      payment_intent_id, pending_reason, reason, receipt_number, refund_application_fee, COALESCE(released, false), reverse_transfer,
      source_transfer_reversal_id, status, transfer_reversal_id
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
