import type { Dispute } from '../../prisma/generated/prisma/client.js';
import { DisputeStatus } from '../../prisma/generated/prisma/enums.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** Stripe's `dispute`. If it does not say whether its charge is refundable, it blocks refunds (rule 1.8). */
export const dispute: Kind<'dispute', Dispute> = {
  object: 'dispute',
  read: (from) => ({
    id: from.id(idPrefixes.dispute),
    amount: from.amount('amount'),
    chargeId: from.requiredReference('charge', idPrefixes.charge),
    created: from.time('created'),
    currency: from.currency(),
    // Disputes of API versions before 2014-12-08 have the time beside their evidence.
    evidenceDueBy: from.part('evidence_details')?.timeOrNull('due_by') ?? from.timeOrNull('evidence_due_by'),
    isChargeRefundable: from.flag('is_charge_refundable', false),
    reason: from.text('reason'),
    status: from.oneOf('status', DisputeStatus, OLD_STATUSES),
  }),
};

/** An inquiry that ended because its charge was refunded. */
const OLD_STATUSES = { charge_refunded: DisputeStatus.warning_closed };
