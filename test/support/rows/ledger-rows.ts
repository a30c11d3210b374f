import { randomBytes } from 'node:crypto';
import {
  type Charge,
  type Dispute,
  type PaymentIntent,
  Prisma,
  type Refund,
} from '../../../prisma/generated/prisma/client.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { derivedColumns } from '../../../src/rules/refundability.js';

/** Returns a new id for each row, so that each test owns its data. */
export const testId = (prefix: string): string => `${prefix}_test${randomBytes(9).toString('hex')}`;

const created = new Date('2026-01-15T10:00:00.000Z');

/** A payment intent as a read would return it, without a database. */
export const paymentIntentOf = (values: Partial<PaymentIntent> = {}): PaymentIntent => ({
  id: testId('pi'),
  amount: 1000n,
  amountReceived: 1000n,
  created,
  currency: 'usd',
  description: null,
  metadata: {},
  status: 'succeeded',
  ...values,
});

type DisputeState = Pick<Dispute, 'status' | 'isChargeRefundable'>;

/** A charge as a read would return it, with its derived columns, without a database. */
export function chargeOf(values: Partial<Charge> = {}, disputes: readonly DisputeState[] = []): Charge {
  const amount = values.amount ?? 1000n;
  const charge = {
    id: testId('ch'),
    amount,
    amountCaptured: values.captured === false ? 0n : amount,
    amountRefunded: 0n,
    openingRefunded: 0n,
    revision: 0,
    applicationFeeId: null,
    applicationFeeAmount: null,
    applicationFeeRefunded: 0n,
    openingFeeRefunded: 0n,
    transferId: null,
    transferAmount: null,
    transferCurrency: null,
    transferReversed: 0n,
    openingReversed: 0n,
    balanceTransactionId: null,
    billingEmail: null,
    billingName: null,
    captured: true,
    created,
    currency: 'usd',
    description: null,
    disputed: disputes.length > 0,
    failureCode: null,
    failureMessage: null,
    metadata: {},
    paymentIntentId: null,
    paymentMethodType: 'card',
    cardBrand: 'visa',
    cardLast4: '4242',
    cardFingerprint: null,
    receiptUrl: null,
    status: 'succeeded' as const,
    ...values,
  };
  return { ...charge, ...derivedColumns(charge, disputes) };
}

/** Inserts a payment intent. */
export const insertPaymentIntent = ({ prisma }: Database, values: Partial<PaymentIntent> = {}) => {
  const row = paymentIntentOf(values);
  return prisma.paymentIntent.create({ data: { ...row, metadata: row.metadata ?? {} } });
};

/** Inserts a charge with its disputes. */
export async function insertCharge(
  { prisma }: Database,
  values: Partial<Charge> = {},
  disputes: readonly DisputeState[] = [],
): Promise<Charge> {
  const row = chargeOf(values, disputes);
  const charge = await prisma.charge.create({ data: { ...row, metadata: row.metadata ?? {} } });
  await prisma.dispute.createMany({
    data: disputes.map((dispute) => ({
      id: testId('dp'),
      amount: charge.amount,
      chargeId: charge.id,
      created,
      currency: charge.currency,
      reason: null,
      ...dispute,
    })),
  });
  return charge;
}

/** Inserts a refund that holds its amount, and adds it to the charge's total. No event or balance transaction. */
export async function insertRefund(
  { prisma }: Database,
  charge: Charge,
  values: Partial<Refund> = {},
): Promise<Refund> {
  const amount = values.amount ?? 100n;
  const [refund] = await prisma.$transaction([
    prisma.refund.create({
      data: {
        id: testId('re'),
        amount,
        chargeId: charge.id,
        created,
        currency: charge.currency,
        imported: false,
        paymentIntentId: charge.paymentIntentId,
        refundApplicationFee: false,
        reverseTransfer: false,
        status: 'succeeded',
        ...values,
        lines: values.lines ?? Prisma.DbNull,
        metadata: values.metadata ?? {},
      },
    }),
    prisma.charge.update({ where: { id: charge.id }, data: { amountRefunded: { increment: amount } } }),
  ]);
  return refund;
}
