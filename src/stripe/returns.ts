import {
  type ApplicationFeeRefund,
  Prisma,
  type TransferReversal,
} from '../../prisma/generated/prisma/client.js';
import { columnOf } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** A kind that gives back part of what a charge passed on (rules, section 3). */
export interface ReturnKind extends Kind {
  /** Its column that says what it gives back of; a charge has the same. */
  readonly ofColumn: 'transfer_id' | 'application_fee_id';
}

/** Stripe's `transfer_reversal`; its charge is the one with the transfer. */
export const transferReversal: ReturnKind = {
  object: 'transfer_reversal',
  table: 'transfer_reversal',
  ofColumn: 'transfer_id',
  columns: Object.keys(Prisma.TransferReversalScalarFieldEnum).map(columnOf),
  references: [],
  read: (from): TransferReversal => ({
    id: from.id(idPrefixes.transferReversal),
    amount: from.amount('amount', 1),
    chargeId: null,
    created: from.time('created'),
    currency: from.currency(),
    transferId: from.requiredReference('transfer'),
  }),
};

/** Stripe's `fee_refund`; its charge is the one with the application fee. */
export const feeRefund: ReturnKind = {
  object: 'fee_refund',
  table: 'application_fee_refund',
  ofColumn: 'application_fee_id',
  columns: Object.keys(Prisma.ApplicationFeeRefundScalarFieldEnum).map(columnOf),
  references: [],
  read: (from): ApplicationFeeRefund => ({
    id: from.id(idPrefixes.applicationFeeRefund),
    amount: from.amount('amount', 1),
    applicationFeeId: from.requiredReference('fee'),
    chargeId: null,
    created: from.time('created'),
    currency: from.currency(),
  }),
};
