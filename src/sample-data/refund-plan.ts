import type {
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';
import { DAY, untilEnd } from './calendar.js';
import { type Order, partOf } from './orders.js';

/** The course of a refund, before it becomes Stripe's objects. */
export interface RefundPlan {
  readonly amount: number;
  readonly createdAt: number;
  readonly status: RefundStatus;
  /** When it failed or was canceled. */
  readonly endedAt?: number;
  readonly reason?: RefundReason | null;
  readonly pendingReason?: RefundPendingReason;
  readonly failureReason?: RefundFailureReason;
  readonly metadata?: Readonly<Record<string, string>>;
  /** For a refund that other files name. The others get a random id. */
  readonly id?: string;
  /** On Connect: whether the refund returned its shares of the fee and of the transfer. */
  readonly returnsFee?: boolean;
  readonly reversesTransfer?: boolean;
}

/** The outcome of a refund. */
export type RefundOutcome = Pick<RefundPlan, 'status' | 'endedAt' | 'pendingReason' | 'failureReason'>;

/** A refund of an order's whole amount some days after the order. It succeeded, unless `more` says otherwise. */
export const refundOf = (order: Order, afterDays: number, more: Partial<RefundPlan> = {}): RefundPlan => ({
  amount: order.amount,
  createdAt: order.placedAt + afterDays * DAY,
  status: 'succeeded',
  ...more,
});

/** A refund of a part of an order's amount. */
export const partialRefundOf = (
  order: Order,
  fraction: number,
  afterDays: number,
  more: Partial<RefundPlan> = {},
): RefundPlan => refundOf(order, afterDays, { amount: partOf(order, fraction), ...more });

/** A refund that failed some days after it was created. */
export const failed = (
  { createdAt }: Pick<RefundPlan, 'createdAt'>,
  failureReason: RefundFailureReason,
  afterDays: number,
): RefundOutcome => ({ status: 'failed', failureReason, endedAt: untilEnd(createdAt + afterDays * DAY) });

/** A refund that the shop canceled before the customer gave bank details. */
export const canceled = ({ createdAt }: Pick<RefundPlan, 'createdAt'>, afterDays: number): RefundOutcome => ({
  status: 'canceled',
  failureReason: 'merchant_request',
  endedAt: untilEnd(createdAt + afterDays * DAY),
});
