import { shareOf } from '../rules/shares.js';

/** The values of a refund that its share of a fee or a transfer follows from. */
interface Sharing {
  readonly amount: number;
  /** Whether it was created with the flag that returns its share. */
  readonly shares: boolean;
}

/** The share of a fee or a transfer that each refund of a charge returns, by the gateway's own rule. */
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
