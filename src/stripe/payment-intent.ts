import { type PaymentIntent, PaymentIntentStatus, Prisma } from '../../prisma/generated/prisma/client.js';
import { columnOf } from '../ledger/tables.js';
import { idPrefixes } from '../rules/ids.js';
import type { Kind } from './kind.js';

/** Stripe's `payment_intent`. */
export const paymentIntent: Kind = {
  object: 'payment_intent',
  table: 'payment_intent',
  columns: Object.keys(Prisma.PaymentIntentScalarFieldEnum).map(columnOf),
  references: ['latest_charge'],
  read: (from): PaymentIntent => ({
    id: from.id(idPrefixes.paymentIntent),
    amount: from.amount('amount'),
    amountReceived: from.amountOrNull('amount_received') ?? 0n,
    created: from.time('created'),
    currency: from.currency(),
    description: from.text('description'),
    metadata: from.metadata(),
    status: from.oneOf('status', PaymentIntentStatus),
  }),
};
