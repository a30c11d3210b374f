-- AlterTable
ALTER TABLE "refund_event" ADD COLUMN     "changes" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "refund_task" (
    "refund_id" TEXT COLLATE "C" NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "due" TIMESTAMPTZ(3),
    "step" TEXT NOT NULL,

    CONSTRAINT "refund_task_pkey" PRIMARY KEY ("refund_id")
);

-- CreateIndex
CREATE INDEX "refund_task_due_idx" ON "refund_task"("due");

-- AddForeignKey
ALTER TABLE "refund_task" ADD CONSTRAINT "refund_task_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the processor does next is recorded with the refund
CREATE OR REPLACE FUNCTION record_refund(entry jsonb) RETURNS TABLE (outcome text, amount_refunded bigint) LANGUAGE plpgsql AS $$
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
  -- Due by the database's clock, which all processes share, unless a time is given; without a delay, when it is woken.
  INSERT INTO refund_task (refund_id, step, due)
    SELECT task.refund_id, task.step, COALESCE(task.at, now()) + task.delay_ms * interval '1 millisecond'
    FROM jsonb_to_recordset(entry->'refund_task') AS task(refund_id text, step text, at timestamptz, delay_ms bigint);
  RETURN QUERY SELECT 'recorded', total;
END $$;
