-- What a support desk asks of a payment: who paid, the receipt, why it failed, and until when evidence can be given.
-- Charges and disputes that were imported before are not filled from what imports said of them: that would keep every
-- charge of the ledger locked for as long as it takes. The next import that has them fills them.

-- AlterTable
ALTER TABLE "charge" ADD COLUMN     "billing_name" TEXT,
ADD COLUMN     "failure_code" TEXT,
ADD COLUMN     "failure_message" TEXT,
ADD COLUMN     "receipt_url" TEXT;

-- AlterTable
ALTER TABLE "dispute" ADD COLUMN     "evidence_due_by" TIMESTAMPTZ(3);
