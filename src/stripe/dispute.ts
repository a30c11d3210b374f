import { type Dispute, DisputeStatus, Prisma } from '../../prisma/generated/prisma/client.js';
import { columnOf } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** Stripe's `dispute`. One that does not say whether its charge is refundable blocks refunds (rule 1.8). */
export const dispute: Kind = {
  object: 'dispute',
  table: 'dispute',
  columns: Object.keys(Prisma.DisputeScalarFieldEnum).map(columnOf),
  references: ['charge', 'payment_intent'],
  read: (from): Dispute => ({
    id: from.id(idPrefixes.dispute),
    amount: from.amount('amount'),
    chargeId: from.requiredReference('charge', idPrefixes.charge),
    created: from.time('created'),
    currency: from.currency(),
    isChargeRefundable: from.flag('is_charge_refundable', false),
    reason: from.text('reason'),
    status: from.oneOf('status', DisputeStatus),
  }),
};
