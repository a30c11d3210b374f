import type { DisputeStatus, PaymentIntentStatus } from '../../prisma/generated/prisma/client.js';
import type { Order } from './orders.js';
import type { RefundPlan } from './refund-plan.js';

/** What became of an order, told before it is written down as Stripe's objects. */
export interface PaymentPlan {
  readonly order: Order;
  /** Null for a charge that was made without an intent. */
  readonly intentStatus: PaymentIntentStatus | null;
  /** How many attempts were declined. */
  readonly declines: number;
  /** The attempt that was not declined, where there was one. */
  readonly charge: ChargePlan | null;
}

export interface ChargePlan {
  readonly status: 'pending' | 'succeeded';
  /** What was taken; null for an authorization that was not captured. */
  readonly captured: number | null;
  /** Oldest first. */
  readonly refunds: readonly RefundPlan[];
  readonly dispute: DisputePlan | null;
  readonly connect: ConnectPlan | null;
}

export interface DisputePlan {
  readonly status: DisputeStatus;
  readonly reason: string;
  readonly isChargeRefundable: boolean;
  readonly openedAt: number;
}

export interface ConnectPlan {
  /** The platform's fee, where it takes one. */
  readonly fee: number | null;
  /** What goes to the connected account, where that is not all. */
  readonly transferAmount: number | null;
  readonly destination: string;
}

const plain: ChargePlan = { status: 'succeeded', captured: null, refunds: [], dispute: null, connect: null };

/** A payment that took the money: all of it, unless `charge` says otherwise. */
export const paid = (order: Order, charge: Partial<ChargePlan> = {}): PaymentPlan => ({
  order,
  intentStatus: 'succeeded',
  declines: 0,
  charge: { ...plain, captured: order.amount, ...charge },
});

/** A payment that took nothing, or not yet. */
export const unpaid = (order: Order, intentStatus: PaymentIntentStatus, declines = 0): PaymentPlan => ({
  order,
  intentStatus,
  declines,
  charge: null,
});

/** A bank debit that did not settle yet. */
export const settling = (order: Order, refunds: readonly RefundPlan[] = []): PaymentPlan => ({
  ...paid(order, { status: 'pending', refunds }),
  intentStatus: 'processing',
});

/** A card's authorization that waits to be captured. */
export const authorized = (order: Order): PaymentPlan => ({
  ...paid(order, { captured: null }),
  intentStatus: 'requires_capture',
});

/** The same made by a charge alone, as older integrations do. */
export const withoutIntent = (plan: PaymentPlan): PaymentPlan => ({ ...plan, intentStatus: null });
