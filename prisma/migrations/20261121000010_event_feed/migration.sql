-- AlterTable
ALTER TABLE "refund_event" ADD COLUMN     "transaction_id" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "refund_event_transaction_id_position_idx" ON "refund_event"("transaction_id", "position");

-- Wakes those who follow the events, in every process; the table is the truth
CREATE FUNCTION notify_refund_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY refund_event;
  RETURN NULL;
END $$;
CREATE TRIGGER "refund_event_wakes_followers" AFTER INSERT ON "refund_event" FOR EACH STATEMENT
  EXECUTE FUNCTION notify_refund_event();
