-- Keys that got a refusal may be forgotten after a day, by the clock that all processes share (rules, section 8).

-- DropIndex
DROP INDEX "idempotency_key_created_idx";

-- AlterTable
ALTER TABLE "idempotency_key" ALTER COLUMN "created" SET DEFAULT clock_timestamp();

-- What is looked through for them; keys that made a refund are kept, and would be most of an index over all
CREATE INDEX "idempotency_key_refused_created_idx" ON "idempotency_key"("created") WHERE "refund_id" IS NULL;
