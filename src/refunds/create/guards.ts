import type { Charge } from '../../../prisma/generated/prisma/client.js';
import type { Attributes, Value } from '../../database/composite.js';
import type { Decided } from './new-refund.js';
import type { RefundRows } from './refund-rows.js';

/** What the decisions of a charge take together. */
export interface Guard {
  /** As the first decision read it. */
  readonly charge: Charge;
  amount: bigint;
  applicationFeeRefundAmount: bigint;
  transferReversalAmount: bigint;
  byTotal: boolean;
}

/** What must hold of a charge, and what its refunds take together, as the type `charge_guard`. */
export const chargeGuard: Attributes<Guard> = new Map<string, (guard: Guard) => Value>([
  ['chargeId', ({ charge }) => charge.id],
  ['revision', ({ charge }) => charge.revision],
  ['amount', ({ amount }) => amount],
  ['applicationFeeRefundAmount', (guard) => guard.applicationFeeRefundAmount],
  ['transferReversalAmount', (guard) => guard.transferReversalAmount],
  // A part can be refunded beside another refund that was written meanwhile. A decision by the total cannot, nor can a
  // replacement, because the other refund may replace the same one (rule 16.2).
  ['amountRefunded', ({ byTotal, charge }) => (byTotal ? charge.amountRefunded : null)],
]);

/** One guard for each charge of decided refunds. */
export function guardsOf(written: readonly Decided[]): readonly Guard[] {
  const guards = new Map<string, Guard>();
  for (const refund of written) {
    const { charge, amount, applicationFeeRefundAmount, transferReversalAmount } = refund.decision;
    const guard = guards.get(charge.id) ?? {
      charge,
      amount: 0n,
      applicationFeeRefundAmount: 0n,
      transferReversalAmount: 0n,
      byTotal: false,
    };
    guard.amount += amount;
    guard.applicationFeeRefundAmount += applicationFeeRefundAmount;
    guard.transferReversalAmount += transferReversalAmount;
    guard.byTotal ||= dependsOnTotal(refund);
    guards.set(charge.id, guard);
  }
  return [...guards.values()];
}

const dependsOnTotal = ({ decision, rows: { refund } }: Decided): boolean =>
  decision.expectsAmount ||
  decision.replacesId !== null ||
  takesShare(decision.charge, refund) ||
  decision.charge.amountRefunded + decision.amount === decision.charge.refundCeiling;

/** Even if the share is 0: as the last refund it would have returned the remainder (rules, section 3). */
const takesShare = (
  charge: Charge,
  { refundApplicationFee, reverseTransfer }: RefundRows['refund'],
): boolean =>
  (refundApplicationFee && charge.applicationFeeAmount !== null) ||
  (reverseTransfer && charge.transferAmount !== null);
