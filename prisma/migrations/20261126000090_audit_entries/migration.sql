-- Who asked what, and the outcome (rules, section 14).

-- CreateEnum
CREATE TYPE "audit_outcome" AS ENUM ('done', 'held', 'refused', 'failed');

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT COLLATE "C",
    "action" TEXT NOT NULL,
    "outcome" "audit_outcome" NOT NULL,
    "code" TEXT,
    "objects" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "amount" BIGINT,
    "currency" TEXT,
    "count" INTEGER NOT NULL DEFAULT 1,
    "details" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_entry_created_id_idx" ON "audit_entry"("created", "id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_created_id_idx" ON "audit_entry"("actor", "created", "id");

-- What must never be, whoever writes.
ALTER TABLE audit_entry
  ADD CONSTRAINT audit_entry_count CHECK (count >= 1),
  ADD CONSTRAINT audit_entry_has_a_code_unless_done CHECK ((outcome IN ('refused', 'failed')) = (code IS NOT NULL));
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- No setting and no command forgets an entry earlier.
CREATE TRIGGER audit_entry_is_kept_for_a_month BEFORE DELETE ON audit_entry FOR EACH ROW
  WHEN (OLD.created > clock_timestamp() - interval '30 days') EXECUTE FUNCTION refuse_change();

-- What callers did to refunds is in the events of these refunds. The same transaction writes it to the audit, whichever
-- statement of the gateway causes the event. The actors left out are the gateway's own: processors and the import.
CREATE FUNCTION audit_refund_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, amount, currency)
    SELECT 'aud_' || added.id, added.actor,
      CASE
        WHEN added.type = 'refund_created' AND approval.id IS NOT NULL THEN 'approveRefund'
        WHEN added.type = 'refund_created' THEN 'createRefund'
        WHEN added.status = 'canceled' AND added.changes @> '[{"field": "status"}]' THEN 'cancelRefund'
        ELSE 'updateRefundMetadata'
      END,
      'done', ARRAY[added.refund_id, refund.charge_id] || CASE WHEN approval.id IS NULL THEN '{}' ELSE ARRAY[approval.id] END,
      refund.amount, refund.currency
    FROM added
    JOIN refund ON refund.id = added.refund_id
    -- Most new refunds have no changes. A set-returning function would cost each of them a third of this trigger.
    CROSS JOIN LATERAL (
      SELECT CASE WHEN added.changes <> '[]' THEN
        jsonb_path_query_first(added.changes, '$[*] ? (@.field == "approval").after') #>> '{}' END AS id
    ) approval
    WHERE added.actor IS NULL OR added.actor NOT IN ('import', 'sandbox', 'stripe', 'wooshpay');
  RETURN NULL;
END $$;
CREATE TRIGGER refund_event_is_audited AFTER INSERT ON refund_event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refund_events();

-- A request for approval, and a rejection. An approval is audited by the event of its refund. Nobody asks for an expiry.
CREATE FUNCTION audit_refund_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, amount, currency)
    SELECT 'aud_' || NEW.id || CASE TG_OP WHEN 'INSERT' THEN '' ELSE '_rejected' END,
      CASE TG_OP WHEN 'INSERT' THEN NEW.requested_by ELSE NEW.decided_by END,
      CASE TG_OP WHEN 'INSERT' THEN 'createRefund' ELSE 'rejectRefund' END,
      (CASE TG_OP WHEN 'INSERT' THEN 'held' ELSE 'done' END)::audit_outcome,
      ARRAY[NEW.id, NEW.charge_id], NEW.amount, NEW.currency;
  RETURN NULL;
END $$;
CREATE TRIGGER refund_approval_request_is_audited AFTER INSERT ON refund_approval FOR EACH ROW
  EXECUTE FUNCTION audit_refund_approval();
CREATE TRIGGER refund_approval_rejection_is_audited AFTER UPDATE ON refund_approval FOR EACH ROW
  WHEN (OLD.status <> 'rejected' AND NEW.status = 'rejected') EXECUTE FUNCTION audit_refund_approval();

-- A new key, and the end of one. Without a caller, an operator made or revoked it by the command.
CREATE FUNCTION audit_api_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, details)
    SELECT 'aud_' || NEW.id || CASE TG_OP WHEN 'INSERT' THEN '' ELSE '_revoked' END,
      CASE TG_OP WHEN 'INSERT' THEN NEW.created_by ELSE NEW.revoked_by END,
      CASE TG_OP WHEN 'INSERT' THEN 'createApiKey' ELSE 'revokeApiKey' END, 'done', ARRAY[NEW.name],
      CASE TG_OP WHEN 'INSERT' THEN
        jsonb_build_object('scopes', NEW.scopes, 'expires', NEW.expires AT TIME ZONE 'UTC')::text END;
  RETURN NULL;
END $$;
CREATE TRIGGER api_key_is_audited AFTER INSERT ON api_key FOR EACH ROW EXECUTE FUNCTION audit_api_key();
CREATE TRIGGER api_key_end_is_audited AFTER UPDATE ON api_key FOR EACH ROW
  WHEN (OLD.revoked IS NULL AND NEW.revoked IS NOT NULL) EXECUTE FUNCTION audit_api_key();
