-- A task whose step no processor knows would fail every thirty seconds for ever. It is parked instead: not due, and with
-- a reason for the operator.

-- AlterTable
ALTER TABLE "refund_task" ADD COLUMN     "parked_reason" TEXT;

-- Few tasks are ever parked: they are found at each start without reading the others.
CREATE INDEX "refund_task_parked_idx" ON "refund_task"("refund_id") WHERE "parked_reason" IS NOT NULL;
