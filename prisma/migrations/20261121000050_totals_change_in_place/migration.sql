-- charges(filter: { refundable: true }). A total in an index, or in its condition, makes each refund write the charge
-- anew into every index; without, PostgreSQL changes the row in place, where its page has room.
DROP INDEX "charge_refundable_created_id_idx";
CREATE INDEX "charge_refunds_open_created_id_idx" ON "charge"("created", "id") WHERE "refunds_open";
ALTER TABLE "charge" SET (fillfactor = 90);
