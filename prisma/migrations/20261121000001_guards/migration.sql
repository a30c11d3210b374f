-- What must never be, whoever writes: arithmetic, uniqueness and permanence. The rules themselves are TypeScript.

-- Amounts and totals (rules, section 2)
ALTER TABLE "payment_intent"
  ADD CONSTRAINT "payment_intent_amounts" CHECK ("amount" >= 0 AND "amount_received" >= 0),
  ADD CONSTRAINT "payment_intent_currency" CHECK ("currency" ~ '^[a-z]{3}$');
ALTER TABLE "charge"
  ADD CONSTRAINT "charge_amounts" CHECK ("amount" >= 0 AND "amount_captured" >= 0),
  ADD CONSTRAINT "charge_currency" CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "charge_never_over_refunded" CHECK (
    0 <= "opening_refunded" AND "opening_refunded" <= "amount_refunded" AND "amount_refunded" <= "refund_ceiling"),
  ADD CONSTRAINT "charge_ceiling_never_above_what_was_paid" CHECK ("refund_ceiling" <= GREATEST("amount", "amount_captured")),
  ADD CONSTRAINT "charge_fee_never_over_refunded" CHECK (
    0 <= "application_fee_refunded" AND ("application_fee_amount" IS NULL OR "application_fee_refunded" <= "application_fee_amount")),
  ADD CONSTRAINT "charge_transfer_never_over_reversed" CHECK (
    0 <= "transfer_reversed" AND ("transfer_amount" IS NULL OR "transfer_reversed" <= "transfer_amount")),
  ADD CONSTRAINT "charge_failed_is_not_refundable" CHECK (NOT ("status" = 'failed' AND "refunds_open"));
ALTER TABLE "dispute"
  ADD CONSTRAINT "dispute_amount" CHECK ("amount" >= 0);
ALTER TABLE "refund"
  ADD CONSTRAINT "refund_amount" CHECK ("amount" >= 1),
  ADD CONSTRAINT "refund_currency" CHECK ("currency" ~ '^[a-z]{3}$'),
  ADD CONSTRAINT "refund_pending_reason_of_pending" CHECK ("pending_reason" IS NULL OR "status" = 'pending'),
  ADD CONSTRAINT "refund_failure_reason_of_ended" CHECK ("failure_reason" IS NULL OR "status" IN ('failed', 'canceled')),
  ADD CONSTRAINT "refund_metadata_is_an_object" CHECK (jsonb_typeof("metadata") = 'object');
ALTER TABLE "balance_transaction"
  ADD CONSTRAINT "balance_transaction_net" CHECK ("net" = "amount" - "fee");
ALTER TABLE "transfer_reversal"
  ADD CONSTRAINT "transfer_reversal_amount" CHECK ("amount" >= 1);
ALTER TABLE "application_fee_refund"
  ADD CONSTRAINT "application_fee_refund_amount" CHECK ("amount" >= 1);

-- One outcome per key: a refund or a refusal. The key is written first, hence deferred (rules, section 8)
ALTER TABLE "idempotency_key"
  ADD CONSTRAINT "idempotency_key_one_outcome" CHECK (("refund_id" IS NULL) <> ("refusal" IS NULL)),
  ALTER CONSTRAINT "idempotency_key_refund_id_fkey" DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "idempotency_key_refund_id_idx" ON "idempotency_key"("refund_id") WHERE "refund_id" IS NOT NULL;

-- charges(filter: { refundable: true })
CREATE INDEX "charge_refundable_created_id_idx" ON "charge"("created", "id")
  WHERE "refunds_open" AND "amount_refunded" < "refund_ceiling";

-- Permanence: a refund's amount, currency, charge and time; its end; its existence and its events
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "refund_terms_never_change" BEFORE UPDATE ON "refund" FOR EACH ROW
  WHEN ((OLD."id", OLD."amount", OLD."currency", OLD."charge_id", OLD."created")
    IS DISTINCT FROM (NEW."id", NEW."amount", NEW."currency", NEW."charge_id", NEW."created"))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "refund_final_status_never_changes" BEFORE UPDATE OF "status" ON "refund" FOR EACH ROW
  WHEN (OLD."status" IN ('failed', 'canceled') AND OLD."status" <> NEW."status")
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "refund_is_kept" BEFORE DELETE ON "refund" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "refund_event_is_kept" BEFORE UPDATE OR DELETE ON "refund_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Records a refund that was decided: all of it or nothing. `entry` holds the rows to insert, an array by table,
-- and the guard: what the decision saw of the charge. Answers
--   recorded   with the charge's new total
--   key_taken  the caller's idempotency key has an outcome already: read it
--   moved      the charge is no longer as the decision saw it: read it and decide again
-- Keys are taken before the charge's lock, in every transaction alike, so that two cannot wait for each other.
CREATE FUNCTION record_refund(entry jsonb) RETURNS TABLE (outcome text, amount_refunded bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  guard jsonb := entry->'guard';
  total bigint;
BEGIN
  INSERT INTO idempotency_key SELECT * FROM jsonb_populate_recordset(NULL::idempotency_key, entry->'idempotency_key')
    ON CONFLICT DO NOTHING;
  IF NOT FOUND AND jsonb_array_length(entry->'idempotency_key') > 0 THEN
    RETURN QUERY SELECT 'key_taken', NULL::bigint;
    RETURN;
  END IF;

  UPDATE charge SET
      amount_refunded = amount_refunded + (guard->>'amount')::bigint,
      application_fee_refunded = application_fee_refunded + (guard->>'application_fee_refund_amount')::bigint,
      transfer_reversed = transfer_reversed + (guard->>'transfer_reversal_amount')::bigint
    WHERE id = guard->>'charge_id'
      AND revision = (guard->>'revision')::int
      AND amount_refunded + (guard->>'amount')::bigint <= refund_ceiling
      AND (guard->>'amount_refunded' IS NULL OR amount_refunded = (guard->>'amount_refunded')::bigint)
    RETURNING amount_refunded INTO total;
  IF NOT FOUND THEN
    DELETE FROM idempotency_key USING jsonb_populate_recordset(NULL::idempotency_key, entry->'idempotency_key') taken
      WHERE idempotency_key.caller = taken.caller AND idempotency_key.key = taken.key;
    RETURN QUERY SELECT 'moved', NULL::bigint;
    RETURN;
  END IF;

  INSERT INTO balance_transaction SELECT * FROM jsonb_populate_recordset(NULL::balance_transaction, entry->'balance_transaction');
  INSERT INTO transfer_reversal SELECT * FROM jsonb_populate_recordset(NULL::transfer_reversal, entry->'transfer_reversal');
  INSERT INTO application_fee_refund SELECT * FROM jsonb_populate_recordset(NULL::application_fee_refund, entry->'application_fee_refund');
  INSERT INTO refund SELECT * FROM jsonb_populate_recordset(NULL::refund, entry->'refund');
  INSERT INTO refund_event (id, actor, created, refund_id, status, type)
    SELECT id, actor, created, refund_id, status, type
    FROM jsonb_populate_recordset(NULL::refund_event, entry->'refund_event');
  INSERT INTO block_list_entry SELECT * FROM jsonb_populate_recordset(NULL::block_list_entry, entry->'block_list_entry')
    ON CONFLICT DO NOTHING;
  RETURN QUERY SELECT 'recorded', total;
END $$;
