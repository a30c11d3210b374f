-- Addresses of people who were erased. An import replaces them again in objects that are older than the erasure.

-- CreateTable
CREATE TABLE "erased_address" (
    "hash" TEXT COLLATE "C" NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erased_address_pkey" PRIMARY KEY ("hash")
);

-- What must never be, whoever writes
ALTER TABLE erased_address ADD CONSTRAINT erased_address_is_a_hash CHECK (hash ~ '^sha256:[0-9a-f]{64}$');

-- What never changes, except that an erasure may replace texts of a person in the columns that the trigger names. It says
-- so in its own transaction. The gateway's role may not update these columns at all, whatever it says.
CREATE FUNCTION refuse_change_except_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('refund_gateway.erasing', true) = 'on'
    AND to_jsonb(OLD) - TG_ARGV[0:TG_NARGS] = to_jsonb(NEW) - TG_ARGV[0:TG_NARGS] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_NAME USING ERRCODE = 'restrict_violation';
END $$;

DROP TRIGGER refund_event_is_kept ON refund_event;
CREATE TRIGGER refund_event_is_kept BEFORE UPDATE OR DELETE ON refund_event FOR EACH ROW
  EXECUTE FUNCTION refuse_change_except_erasure('changes');

DROP TRIGGER refund_creation_never_changes ON refund;
CREATE TRIGGER refund_creation_never_changes BEFORE UPDATE ON refund FOR EACH ROW
  WHEN (OLD.created_by IS DISTINCT FROM NEW.created_by OR OLD.counted_on IS DISTINCT FROM NEW.counted_on
    OR OLD.note IS DISTINCT FROM NEW.note OR OLD.reason_code IS DISTINCT FROM NEW.reason_code)
  EXECUTE FUNCTION refuse_change_except_erasure('action_email_sent_to', 'description', 'instructions_email', 'metadata',
    'note', 'reason_code');

DROP TRIGGER refund_approval_terms_never_change ON refund_approval;
CREATE TRIGGER refund_approval_terms_never_change BEFORE UPDATE ON refund_approval FOR EACH ROW
  WHEN ((OLD.id, OLD.amount, OLD.charge_id, OLD.created, OLD.currency, OLD.input, OLD.message, OLD.requested_by)
    IS DISTINCT FROM (NEW.id, NEW.amount, NEW.charge_id, NEW.created, NEW.currency, NEW.input, NEW.message, NEW.requested_by))
  EXECUTE FUNCTION refuse_change_except_erasure('decision_note', 'input', 'message');
DROP TRIGGER refund_approval_is_decided_once ON refund_approval;
CREATE TRIGGER refund_approval_is_decided_once BEFORE UPDATE ON refund_approval FOR EACH ROW
  WHEN (OLD.status <> 'pending') EXECUTE FUNCTION refuse_change_except_erasure('decision_note', 'input', 'message');
