import type {
  RefundFailureReason,
  RefundPendingReason,
  RefundReason,
  RefundStatus,
} from '../../prisma/generated/prisma/client.js';
import { DAY, untilEnd } from './calendar.js';
import { type Order, partOf } from './orders.js';

/** What was given back of an order, told before it is written down as Stripe's objects. */
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
  /** For the one that others refer to; all others get an id by chance. */
  readonly id?: string;
  /** On Connect: whether its shares of the fee and of the transfer went back. */
  readonly returnsFee?: boolean;
  readonly reversesTransfer?: boolean;
}

/** How a refund turned out. */
export type RefundOutcome = Pick<RefundPlan, 'status' | 'endedAt' | 'pendingReason' | 'failureReason'>;

/** A refund of all of an order some days after it was placed: succeeded, unless `more` says otherwise. */
export const refundOf = (order: Order, afterDays: number, more: Partial<RefundPlan> = {}): RefundPlan => ({
  amount: order.amount,
  createdAt: order.placedAt + afterDays * DAY,
  status: 'succeeded',
  ...more,
});

/** A refund of a part of an order. */
export const partialRefundOf = (
  order: Order,
  fraction: number,
  afterDays: number,
  more: Partial<RefundPlan> = {},
): RefundPlan => refundOf(order, afterDays, { amount: partOf(order, fraction), ...more });

/** The money came back some days after the refund was made. */
export const failed = (
  { createdAt }: Pick<RefundPlan, 'createdAt'>,
  failureReason: RefundFailureReason,
  afterDays: number,
): RefundOutcome => ({ status: 'failed', failureReason, endedAt: untilEnd(createdAt + afterDays * DAY) });

/** The shop canceled it while the customer was still to give bank details. */
export const canceled = ({ createdAt }: Pick<RefundPlan, 'createdAt'>, afterDays: number): RefundOutcome => ({
  status: 'canceled',
  failureReason: 'merchant_request',
  endedAt: untilEnd(createdAt + afterDays * DAY),
});
