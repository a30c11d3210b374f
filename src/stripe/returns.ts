import type { ApplicationFeeRefund, TransferReversal } from '../../prisma/generated/prisma/client.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** Stripe's `transfer_reversal`. It names its transfer, but not the charge. */
export const transferReversal: Kind<'transfer_reversal', Omit<TransferReversal, 'chargeId'>> = {
  object: 'transfer_reversal',
  read: (from) => ({
    id: from.id(idPrefixes.transferReversal),
    amount: from.amount('amount', 1),
    created: from.time('created'),
    currency: from.currency(),
    transferId: from.requiredReference('transfer'),
  }),
};

/** Stripe's `fee_refund`. It names its application fee, but not the charge. */
export const feeRefund: Kind<'fee_refund', Omit<ApplicationFeeRefund, 'chargeId'>> = {
  object: 'fee_refund',
  read: (from) => ({
    id: from.id(idPrefixes.applicationFeeRefund),
    amount: from.amount('amount', 1),
    applicationFeeId: from.requiredReference('fee'),
    created: from.time('created'),
    currency: from.currency(),
  }),
};
