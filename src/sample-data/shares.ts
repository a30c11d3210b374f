import { shareOf } from '../rules/shares.js';

/** A refund, as far as its share of a fee or a transfer goes. */
interface Sharing {
  readonly amount: number;
  /** Whether it was made with the flag that returns its share. */
  readonly shares: boolean;
}

/** What goes back of a fee or a transfer with each refund of a charge, by the gateway's own rule. */
export function sharesOf(whole: number, refunds: readonly Sharing[], captured: number): number[] {
  let [returned, refunded] = [0n, 0n];
  let everyRefundShared = true;
  return refunds.map(({ amount, shares }) => {
    const charge = { refundCeiling: BigInt(captured), amountRefunded: refunded };
    const share = shares
      ? shareOf({ whole: BigInt(whole), returned, everyRefundShared }, BigInt(amount), charge)
      : 0n;
    returned += share;
    refunded += BigInt(amount);
    everyRefundShared &&= shares;
    return Number(share);
  });
}
