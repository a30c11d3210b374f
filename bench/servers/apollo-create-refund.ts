import { createHash } from 'node:crypto';
import { Prisma, type PrismaClient } from '../../prisma/generated/prisma/client.js';
import { chargeColumns, refundColumns, refundWithCharge } from './apollo-selects.js';
import type { CreateRefundInput } from './ledger-schema.js';
import { newId } from './new-id.js';

/** Prisma's error codes for a unique value that is taken, and for an update whose condition matches no row. */
const [TAKEN, NOT_FOUND] = ['P2002', 'P2025'];
const isPrisma = (error: unknown, code: string | undefined): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;

/** Creates a refund in an interactive transaction. Null if the charge cannot be refunded by this amount. */
export async function createRefund(prisma: PrismaClient, input: CreateRefundInput) {
  const fingerprint = createHash('sha256').update(`${input.charge}:${input.amount}`).digest('hex');
  try {
    return await prisma.$transaction((tx) => insert(tx, input, fingerprint));
  } catch (error) {
    if (isPrisma(error, NOT_FOUND)) return null;
    if (!isPrisma(error, TAKEN)) throw error;
    const key = await prisma.idempotencyKey.findUniqueOrThrow({
      where: { caller_key: { caller: '', key: input.idempotencyKey }, fingerprint },
      select: { refundId: true },
    });
    return prisma.refund.findUniqueOrThrow({ where: { id: key.refundId ?? '' }, select: refundWithCharge });
  }
}

async function insert(tx: Prisma.TransactionClient, input: CreateRefundInput, fingerprint: string) {
  const { charge: chargeId, amount, idempotencyKey } = input;
  const created = new Date();
  const id = newId('re');
  const { refundCeiling } = await tx.charge.findUniqueOrThrow({
    where: { id: chargeId },
    select: { refundCeiling: true },
  });
  await tx.idempotencyKey.create({
    data: { caller: '', key: idempotencyKey, created, fingerprint, refundId: id },
    select: { key: true },
  });
  // If the update waits for another refund of the charge, the condition is evaluated again afterwards.
  const charge = await tx.charge.update({
    where: { id: chargeId, refundsOpen: true, amountRefunded: { lte: refundCeiling - BigInt(amount) } },
    data: { amountRefunded: { increment: amount } },
    select: { ...chargeColumns, paymentIntentId: true, paymentMethodType: true },
  });
  const { currency, paymentIntentId, paymentMethodType } = charge;
  const transaction = await tx.balanceTransaction.create({
    data: { id: newId('txn'), amount: -amount, created, currency, fee: 0, net: -amount, type: 'refund' },
    select: { id: true },
  });
  const refund = await tx.refund.create({
    data: {
      id,
      amount,
      balanceTransactionId: transaction.id,
      chargeId,
      created,
      currency,
      destinationType: paymentMethodType,
      destinationCardReferenceStatus: 'pending',
      destinationCardReferenceType: 'acquirer_reference_number',
      destinationCardType: 'refund',
      imported: false,
      metadata: {},
      paymentIntentId,
      refundApplicationFee: false,
      reverseTransfer: false,
      status: 'succeeded',
    },
    select: refundColumns,
  });
  await tx.refundEvent.create({
    data: { id: newId('evt'), created, refundId: id, status: 'succeeded', type: 'refund_created' },
    select: { id: true },
  });
  return { ...refund, charge };
}
