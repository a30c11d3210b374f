import { type ConnectPlan, type PaymentPlan, paid } from './payment-plan.js';
import type { PlaceOrder } from './place-order.js';
import { refundOf } from './refund-plan.js';

/** The connected accounts of roasteries that sell through the shop. */
const BERGEN = 'acct_1PgafTBergenRst0';
const TRIESTE = 'acct_1PgafTTriesteRst';

const withFee = (fee: number, destination: string): ConnectPlan => ({
  fee,
  transferAmount: null,
  destination,
});
const withTransferOf = (transferAmount: number, destination: string): ConnectPlan => ({
  fee: null,
  transferAmount,
  destination,
});

const both = { returnsFee: true, reversesTransfer: true };

/** Payments that the shop shares with a roastery, and refunds with and without the return of the shares. */
export function specialConnect(place: PlaceOrder): PaymentPlan[] {
  const order = (daysAgo: number, amount: number, currency = 'usd') =>
    place(daysAgo, currency, { method: 'card', amount });
  const half = order(210, 1_000);
  const mostly = order(190, 1_200);
  const thirds = order(170, 1_000);
  const whole = order(155, 15_000, 'eur');
  const unshared = order(100, 6_400);
  const feeOnly = order(85, 2_400, 'gbp');
  const untouched = order(24, 8_900);
  const transferKept = order(22, 5_000, 'eur');
  return [
    paid(half, {
      connect: withFee(30, BERGEN),
      refunds: [refundOf(half, 5, { amount: 500, returnsFee: true })],
    }),
    paid(mostly, {
      connect: withTransferOf(880, BERGEN),
      refunds: [refundOf(mostly, 6, { amount: 1_000, reversesTransfer: true })],
    }),
    // Shares are rounded, and the last refund takes the remainder.
    paid(thirds, {
      connect: withFee(100, TRIESTE),
      refunds: [333, 333, 334].map((amount, nth) => refundOf(thirds, 3 + nth, { ...both, amount })),
    }),
    paid(whole, {
      connect: withFee(1_500, TRIESTE),
      refunds: [refundOf(whole, 10, { ...both, reason: 'requested_by_customer' })],
    }),
    paid(unshared, { connect: withFee(640, BERGEN), refunds: [refundOf(unshared, 4, { amount: 3_200 })] }),
    paid(feeOnly, {
      connect: withFee(240, TRIESTE),
      refunds: [refundOf(feeOnly, 7, { returnsFee: true })],
    }),
    paid(untouched, { connect: withFee(890, BERGEN) }),
    paid(transferKept, { connect: withTransferOf(4_200, TRIESTE) }),
  ];
}
