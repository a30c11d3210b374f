-- Refunds that wait for somebody else to approve them (rules, section 13).

-- CreateEnum
CREATE TYPE "refund_approval_status" AS ENUM ('pending', 'approved', 'rejected', 'expired');

-- AlterTable
ALTER TABLE "idempotency_key" ADD COLUMN     "approval_id" TEXT COLLATE "C";

-- CreateTable
CREATE TABLE "refund_approval" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "charge_id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decision_note" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "input" JSONB NOT NULL,
    "message" TEXT NOT NULL,
    "refund_id" TEXT COLLATE "C",
    "requested_by" TEXT,
    "status" "refund_approval_status" NOT NULL,

    CONSTRAINT "refund_approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "refund_approval_refund_id_key" ON "refund_approval"("refund_id");

-- CreateIndex
CREATE INDEX "refund_approval_created_id_idx" ON "refund_approval"("created", "id");

-- CreateIndex
CREATE INDEX "refund_approval_charge_id_created_id_idx" ON "refund_approval"("charge_id", "created", "id");

-- CreateIndex
CREATE INDEX "refund_approval_status_created_id_idx" ON "refund_approval"("status", "created", "id");

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "refund_approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_approval" ADD CONSTRAINT "refund_approval_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_approval" ADD CONSTRAINT "refund_approval_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What must never be, whoever writes
ALTER TABLE refund_approval
  ADD CONSTRAINT refund_approval_amount CHECK (amount >= 1),
  ADD CONSTRAINT refund_approval_input_is_an_object CHECK (jsonb_typeof(input) = 'object'),
  ADD CONSTRAINT refund_approval_has_a_refund_if_approved CHECK ((status = 'approved') = (refund_id IS NOT NULL)),
  ADD CONSTRAINT refund_approval_says_who_decided CHECK (
    (status IN ('approved', 'rejected')) = (decided_by IS NOT NULL)
    AND (decided_by IS NOT NULL) = (decided_at IS NOT NULL)
    AND (decision_note IS NULL OR decided_by IS NOT NULL)),
  ADD CONSTRAINT refund_approval_has_four_eyes CHECK (
    decided_by IS NULL OR (requested_by IS NOT NULL AND decided_by <> requested_by)),
  ADD CONSTRAINT refund_approval_was_decided_in_time CHECK (decided_at <= expires_at);

CREATE TRIGGER refund_approval_terms_never_change BEFORE UPDATE ON refund_approval FOR EACH ROW
  WHEN ((OLD.id, OLD.amount, OLD.charge_id, OLD.created, OLD.currency, OLD.input, OLD.message, OLD.requested_by)
    IS DISTINCT FROM (NEW.id, NEW.amount, NEW.charge_id, NEW.created, NEW.currency, NEW.input, NEW.message, NEW.requested_by))
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_approval_is_decided_once BEFORE UPDATE ON refund_approval FOR EACH ROW
  WHEN (OLD.status <> 'pending') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refund_approval_is_kept BEFORE DELETE ON refund_approval FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What the periodic step looks through.
CREATE INDEX refund_approval_pending_expires_at_idx ON refund_approval(expires_at) WHERE status = 'pending';

-- One outcome per key: a refund, a request for approval, or a refusal. Only refusals are forgotten.
ALTER TABLE idempotency_key
  DROP CONSTRAINT idempotency_key_one_outcome,
  ADD CONSTRAINT idempotency_key_one_outcome CHECK (num_nonnulls(refund_id, approval_id, refusal) = 1);
DROP INDEX idempotency_key_refused_created_idx;
CREATE INDEX idempotency_key_refused_created_idx ON idempotency_key(created) WHERE refund_id IS NULL AND approval_id IS NULL;
CREATE INDEX idempotency_key_approval_id_idx ON idempotency_key(approval_id) WHERE approval_id IS NOT NULL;

-- The approvals as they are now: one whose time is over is expired, whether or not that is written yet.
CREATE VIEW refund_approval_now AS
  SELECT id, amount, charge_id, created, currency, decided_at, decided_by, decision_note, expires_at, input, message,
    refund_id, requested_by,
    CASE WHEN status = 'pending' AND expires_at <= statement_timestamp() THEN 'expired' ELSE status END AS status,
    status AS stored_status
  FROM refund_approval;

-- Records the refund of an approval, as record_refunds does, and that it was approved: both or nothing. Returns no row if
-- the charge has changed since the decision read it, or the approval is no longer pending: then the caller reads and
-- decides again. Writing the same again does no harm: the approval is locked first, and then it is no longer pending. Its
-- time is checked last, after all waiting for locks.
CREATE FUNCTION approve_refund(entry jsonb, decision jsonb) RETURNS TABLE (
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
    INTO charge_id, amount_refunded, application_fee_refunded, transfer_reversed FROM record_refunds(entry) r;
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
