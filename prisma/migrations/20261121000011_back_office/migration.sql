-- DropIndex
DROP INDEX "block_list_entry_created_idx";

-- AlterTable
ALTER TABLE "block_list_entry" ADD COLUMN     "id" TEXT COLLATE "C";
UPDATE "block_list_entry" SET "id" = 'blk_' || md5("type"::text || "value");
ALTER TABLE "block_list_entry" ALTER COLUMN "id" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "block_list_entry_id_key" ON "block_list_entry"("id");

-- CreateIndex
CREATE INDEX "block_list_entry_created_id_idx" ON "block_list_entry"("created", "id");

-- CreateIndex
CREATE INDEX "refund_currency_created_id_idx" ON "refund"("currency", "created", "id");

-- CreateIndex
CREATE INDEX "refund_instructions_email_created_id_idx" ON "refund"("instructions_email", "created", "id");

-- CreateIndex
CREATE INDEX "refund_amount_idx" ON "refund"("amount");

-- CreateIndex
CREATE INDEX "refund_metadata_idx" ON "refund" USING GIN ("metadata");
