-- An import may bring what goes back before the charge that it goes back from (rules, section 11).

-- AlterTable
ALTER TABLE "application_fee_refund" ADD COLUMN     "application_fee_id" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "transfer_reversal" ADD COLUMN     "transfer_id" TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "application_fee_refund_application_fee_id_idx" ON "application_fee_refund"("application_fee_id");

-- CreateIndex
CREATE INDEX "transfer_reversal_transfer_id_idx" ON "transfer_reversal"("transfer_id");
