import type { DisputeStatus, PaymentIntentStatus } from '../../prisma/generated/prisma/client.js';
import type { Order } from './orders.js';
import type { RefundPlan } from './refund-plan.js';

/** The course of a payment, before it becomes Stripe's objects. */
export interface PaymentPlan {
  readonly order: Order;
  /** Null for a charge without an intent. */
  readonly intentStatus: PaymentIntentStatus | null;
  /** The number of declined attempts. */
  readonly declines: number;
  /** The attempt that was not declined, if there was one. */
  readonly charge: ChargePlan | null;
}

export interface ChargePlan {
  readonly status: 'pending' | 'succeeded';
  /** The captured amount; null for an authorization that was not captured. */
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
  /** The platform's fee; null if it takes none. */
  readonly fee: number | null;
  /** The part that goes to the connected account; null for everything. */
  readonly transferAmount: number | null;
  readonly destination: string;
}

const plain: ChargePlan = { status: 'succeeded', captured: null, refunds: [], dispute: null, connect: null };

/** A payment that captured the order's whole amount, unless `charge` says otherwise. */
export const paid = (order: Order, charge: Partial<ChargePlan> = {}): PaymentPlan => ({
  order,
  intentStatus: 'succeeded',
  declines: 0,
  charge: { ...plain, captured: order.amount, ...charge },
});

/** A payment that has captured nothing. */
export const unpaid = (order: Order, intentStatus: PaymentIntentStatus, declines = 0): PaymentPlan => ({
  order,
  intentStatus,
  declines,
  charge: null,
});

/** A bank debit that has not settled yet. */
export const settling = (order: Order, refunds: readonly RefundPlan[] = []): PaymentPlan => ({
  ...paid(order, { status: 'pending', refunds }),
  intentStatus: 'processing',
});

/** A card authorization that is not captured yet. */
export const authorized = (order: Order): PaymentPlan => ({
  ...paid(order, { captured: null }),
  intentStatus: 'requires_capture',
});

/** The same payment with a charge alone, as older integrations create it. */
export const withoutIntent = (plan: PaymentPlan): PaymentPlan => ({ ...plan, intentStatus: null });
