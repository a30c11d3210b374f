-- Ids sort by their bytes (COLLATE "C"), in every database alike: those made here are time-ordered so.

-- CreateEnum
CREATE TYPE "payment_intent_status" AS ENUM ('requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'canceled', 'succeeded');

-- CreateEnum
CREATE TYPE "charge_status" AS ENUM ('pending', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost', 'prevented');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('pending', 'requires_action', 'succeeded', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "refund_reason" AS ENUM ('duplicate', 'fraudulent', 'requested_by_customer', 'expired_uncaptured_charge', 'resolved_dispute');

-- CreateEnum
CREATE TYPE "refund_failure_reason" AS ENUM ('lost_or_stolen_card', 'expired_or_canceled_card', 'charge_for_pending_refund_disputed', 'insufficient_funds', 'declined', 'merchant_request', 'unknown');

-- CreateEnum
CREATE TYPE "refund_pending_reason" AS ENUM ('processing', 'insufficient_funds', 'charge_pending');

-- CreateEnum
CREATE TYPE "refund_event_type" AS ENUM ('refund_created', 'refund_updated', 'refund_failed');

-- CreateEnum
CREATE TYPE "block_list_type" AS ENUM ('card_fingerprint', 'email');

-- CreateTable
CREATE TABLE "payment_intent" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_received" BIGINT NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT,
    "metadata" JSONB NOT NULL,
    "status" "payment_intent_status" NOT NULL,

    CONSTRAINT "payment_intent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "charge" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_captured" BIGINT NOT NULL,
    "amount_refunded" BIGINT NOT NULL,
    "opening_refunded" BIGINT NOT NULL,
    "refund_ceiling" BIGINT NOT NULL,
    "refunds_open" BOOLEAN NOT NULL,
    "dispute_blocks" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL,
    "application_fee_id" TEXT COLLATE "C",
    "application_fee_amount" BIGINT,
    "application_fee_refunded" BIGINT NOT NULL,
    "transfer_id" TEXT COLLATE "C",
    "transfer_amount" BIGINT,
    "transfer_reversed" BIGINT NOT NULL,
    "balance_transaction_id" TEXT COLLATE "C",
    "billing_email" TEXT,
    "captured" BOOLEAN NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT,
    "disputed" BOOLEAN NOT NULL,
    "metadata" JSONB NOT NULL,
    "payment_intent_id" TEXT COLLATE "C",
    "payment_method_type" TEXT,
    "card_brand" TEXT,
    "card_last4" TEXT,
    "card_fingerprint" TEXT,
    "status" "charge_status" NOT NULL,

    CONSTRAINT "charge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dispute" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "charge_id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "is_charge_refundable" BOOLEAN NOT NULL,
    "reason" TEXT,
    "status" "dispute_status" NOT NULL,

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "action_email_sent_at" TIMESTAMPTZ(3),
    "action_email_sent_to" TEXT,
    "action_expires_at" TIMESTAMPTZ(3),
    "application_fee_refund_id" TEXT COLLATE "C",
    "balance_transaction_id" TEXT COLLATE "C",
    "charge_id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT,
    "destination_type" TEXT,
    "destination_card_reference" TEXT,
    "destination_card_reference_status" TEXT,
    "destination_card_reference_type" TEXT,
    "destination_card_type" TEXT,
    "failure_balance_transaction_id" TEXT COLLATE "C",
    "failure_reason" "refund_failure_reason",
    "imported" BOOLEAN NOT NULL,
    "instructions_email" TEXT,
    "metadata" JSONB NOT NULL,
    "payment_intent_id" TEXT COLLATE "C",
    "pending_reason" "refund_pending_reason",
    "reason" "refund_reason",
    "receipt_number" TEXT,
    "refund_application_fee" BOOLEAN NOT NULL,
    "reverse_transfer" BOOLEAN NOT NULL,
    "source_transfer_reversal_id" TEXT COLLATE "C",
    "status" "refund_status" NOT NULL,
    "transfer_reversal_id" TEXT COLLATE "C",

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund_event" (
    "id" TEXT COLLATE "C" NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "actor" TEXT,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "refund_id" TEXT COLLATE "C" NOT NULL,
    "status" "refund_status" NOT NULL,
    "type" "refund_event_type" NOT NULL,

    CONSTRAINT "refund_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "balance_transaction" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,
    "fee" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,
    "type" TEXT NOT NULL,

    CONSTRAINT "balance_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer_reversal" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "charge_id" TEXT COLLATE "C",
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "transfer_reversal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application_fee_refund" (
    "id" TEXT COLLATE "C" NOT NULL,
    "amount" BIGINT NOT NULL,
    "charge_id" TEXT COLLATE "C",
    "created" TIMESTAMPTZ(3) NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "application_fee_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "refund_id" TEXT COLLATE "C",
    "refusal" JSONB,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "block_list_entry" (
    "type" "block_list_type" NOT NULL,
    "value" TEXT NOT NULL,
    "charge_id" TEXT COLLATE "C" NOT NULL,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "refund_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "block_list_entry_pkey" PRIMARY KEY ("type","value")
);

-- CreateIndex
CREATE INDEX "payment_intent_created_id_idx" ON "payment_intent"("created", "id");

-- CreateIndex
CREATE INDEX "payment_intent_status_created_id_idx" ON "payment_intent"("status", "created", "id");

-- CreateIndex
CREATE INDEX "charge_created_id_idx" ON "charge"("created", "id");

-- CreateIndex
CREATE INDEX "charge_payment_intent_id_created_id_idx" ON "charge"("payment_intent_id", "created", "id");

-- CreateIndex
CREATE INDEX "charge_status_created_id_idx" ON "charge"("status", "created", "id");

-- CreateIndex
CREATE INDEX "charge_application_fee_id_idx" ON "charge"("application_fee_id");

-- CreateIndex
CREATE INDEX "charge_transfer_id_idx" ON "charge"("transfer_id");

-- CreateIndex
CREATE INDEX "dispute_charge_id_idx" ON "dispute"("charge_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_application_fee_refund_id_key" ON "refund"("application_fee_refund_id");

-- CreateIndex
CREATE INDEX "refund_created_id_idx" ON "refund"("created", "id");

-- CreateIndex
CREATE INDEX "refund_charge_id_created_id_idx" ON "refund"("charge_id", "created", "id");

-- CreateIndex
CREATE INDEX "refund_payment_intent_id_created_id_idx" ON "refund"("payment_intent_id", "created", "id");

-- CreateIndex
CREATE INDEX "refund_status_created_id_idx" ON "refund"("status", "created", "id");

-- CreateIndex
CREATE INDEX "refund_reason_created_id_idx" ON "refund"("reason", "created", "id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_event_position_key" ON "refund_event"("position");

-- CreateIndex
CREATE INDEX "refund_event_refund_id_position_idx" ON "refund_event"("refund_id", "position");

-- CreateIndex
CREATE INDEX "transfer_reversal_charge_id_idx" ON "transfer_reversal"("charge_id");

-- CreateIndex
CREATE INDEX "application_fee_refund_charge_id_idx" ON "application_fee_refund"("charge_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_idx" ON "idempotency_key"("created");

-- CreateIndex
CREATE INDEX "block_list_entry_created_idx" ON "block_list_entry"("created");

-- AddForeignKey
ALTER TABLE "charge" ADD CONSTRAINT "charge_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment_intent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dispute" ADD CONSTRAINT "dispute_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_intent_id_fkey" FOREIGN KEY ("payment_intent_id") REFERENCES "payment_intent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_balance_transaction_id_fkey" FOREIGN KEY ("balance_transaction_id") REFERENCES "balance_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_failure_balance_transaction_id_fkey" FOREIGN KEY ("failure_balance_transaction_id") REFERENCES "balance_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_application_fee_refund_id_fkey" FOREIGN KEY ("application_fee_refund_id") REFERENCES "application_fee_refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund_event" ADD CONSTRAINT "refund_event_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer_reversal" ADD CONSTRAINT "transfer_reversal_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application_fee_refund" ADD CONSTRAINT "application_fee_refund_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block_list_entry" ADD CONSTRAINT "block_list_entry_charge_id_fkey" FOREIGN KEY ("charge_id") REFERENCES "charge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block_list_entry" ADD CONSTRAINT "block_list_entry_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
