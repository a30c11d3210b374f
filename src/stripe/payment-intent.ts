import type { PaymentIntent } from '../../prisma/generated/prisma/client.js';
import { PaymentIntentStatus } from '../../prisma/generated/prisma/enums.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** Stripe's `payment_intent`. */
export const paymentIntent: Kind<'payment_intent', PaymentIntent> = {
  object: 'payment_intent',
  read: (from) => ({
    id: from.id(idPrefixes.paymentIntent),
    amount: from.amount('amount'),
    amountReceived: from.amountOrNull('amount_received') ?? 0n,
    created: from.time('created'),
    currency: from.currency(),
    description: from.text('description'),
    metadata: from.metadata(),
    status: from.oneOf('status', PaymentIntentStatus, OLD_STATUSES),
  }),
};

/** Of API versions before 2019-02-11. */
const OLD_STATUSES = {
  requires_source: PaymentIntentStatus.requires_payment_method,
  requires_source_action: PaymentIntentStatus.requires_action,
};
