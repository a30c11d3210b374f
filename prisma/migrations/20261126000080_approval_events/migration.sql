-- Requests for approval and their decisions become events that can be followed (ADR 22).

-- CreateEnum
CREATE TYPE "refund_approval_event_type" AS ENUM ('requested', 'approved', 'rejected', 'expired');

-- CreateTable
CREATE TABLE "refund_approval_event" (
    "id" TEXT COLLATE "C" NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "actor" TEXT,
    "approval_id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "type" "refund_approval_event_type" NOT NULL,

    CONSTRAINT "refund_approval_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "refund_approval_event_position_key" ON "refund_approval_event"("position");

-- CreateIndex
CREATE INDEX "refund_approval_event_approval_id_position_idx" ON "refund_approval_event"("approval_id", "position");

-- CreateIndex
CREATE INDEX "refund_approval_event_transaction_id_position_idx" ON "refund_approval_event"("transaction_id", "position");

-- AddForeignKey
ALTER TABLE "refund_approval_event" ADD CONSTRAINT "refund_approval_event_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "refund_approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One decision for an approval, also if its rows are written without the guards of refund_approval
CREATE UNIQUE INDEX refund_approval_event_one_decision ON refund_approval_event(approval_id) WHERE type <> 'requested';

CREATE TRIGGER refund_approval_event_is_kept BEFORE UPDATE OR DELETE ON refund_approval_event FOR EACH ROW
  EXECUTE FUNCTION refuse_change();

-- Writes the event of a new approval or of its decision, in the transaction that writes the approval. So no program can
-- forget it. Its time is when it happened: a periodic step writes an expiry later than that.
CREATE FUNCTION record_refund_approval_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO refund_approval_event (id, actor, approval_id, created, type)
    VALUES (concat('ape_', substr(NEW.id, 5), '_requested'), NEW.requested_by, NEW.id, NEW.created, 'requested');
  END IF;
  IF NEW.status <> 'pending' THEN
    INSERT INTO refund_approval_event (id, actor, approval_id, created, type)
    VALUES (concat('ape_', substr(NEW.id, 5), '_', NEW.status), NEW.decided_by, NEW.id,
      COALESCE(NEW.decided_at, NEW.expires_at), NEW.status::text::refund_approval_event_type);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refund_approval_is_recorded AFTER INSERT ON refund_approval FOR EACH ROW
  EXECUTE FUNCTION record_refund_approval_event();
CREATE TRIGGER refund_approval_decision_is_recorded AFTER UPDATE ON refund_approval FOR EACH ROW
  WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION record_refund_approval_event();

-- The approvals that exist, in the order in which it happened. Nobody can write another one before the end.
INSERT INTO refund_approval_event (id, actor, approval_id, created, type)
SELECT concat('ape_', substr(approval_id, 5), '_', type), actor, approval_id, created, type FROM (
  SELECT requested_by AS actor, id AS approval_id, created, 'requested'::refund_approval_event_type AS type
  FROM refund_approval
  UNION ALL
  SELECT decided_by, id, COALESCE(decided_at, expires_at), status::text::refund_approval_event_type
  FROM refund_approval WHERE status <> 'pending'
) happened ORDER BY created, type, approval_id;

-- Each table of events notifies the channel of its name
ALTER FUNCTION notify_refund_event() RENAME TO notify_followers;
CREATE OR REPLACE FUNCTION notify_followers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_TABLE_NAME, '');
  RETURN NULL;
END $$;
CREATE TRIGGER refund_approval_event_wakes_followers AFTER INSERT ON refund_approval_event FOR EACH STATEMENT
  EXECUTE FUNCTION notify_followers();

-- A gateway of the version before writes approvals until it is replaced, and so their events. Its role must be able to
-- before prisma/grants.sql is applied.
DO $$
DECLARE
  role text;
BEGIN
  FOR role IN
    SELECT grantee::regrole FROM pg_class, aclexplode(relacl)
    WHERE oid = 'refund_approval'::regclass AND privilege_type = 'INSERT' AND grantee NOT IN (0, relowner)
  LOOP
    EXECUTE format('GRANT SELECT, INSERT ON refund_approval_event TO %s', role);
    EXECUTE format('GRANT USAGE ON SEQUENCE refund_approval_event_position_seq TO %s', role);
  END LOOP;
END $$;
