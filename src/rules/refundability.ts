import type { Charge, Dispute } from '../../prisma/generated/prisma/client.js';
import { amountStepOf } from './currency.js';
import { type Refusal, refuse } from './refusal.js';

type ChargeState = Pick<Charge, 'status' | 'captured' | 'paymentIntentId' | 'disputeBlocks'>;
type ChargeAmounts = Pick<Charge, 'amount' | 'amountCaptured' | 'captured' | 'paymentIntentId'>;

/** Section 2: the most that can ever be refunded of a charge. */
export function refundCeiling({ amount, amountCaptured, captured, paymentIntentId }: ChargeAmounts): bigint {
  if (captured) return amountCaptured;
  return paymentIntentId === null ? amount : 0n;
}

/** Rule 1.8: whether the disputes of a charge block refunds. */
export function disputesBlock(
  disputed: boolean,
  disputes: readonly Pick<Dispute, 'status' | 'isChargeRefundable'>[],
) {
  if (disputes.length === 0) return disputed;
  return disputes.some(
    ({ status, isChargeRefundable }) =>
      !isChargeRefundable && status !== 'won' && !status.startsWith('warning_'),
  );
}

/** Rules 1.4 to 1.8: why the charge itself refuses every refund, in the order of the checks; empty when it does not. */
export function refusalsOfCharge(charge: Charge): readonly Refusal[] {
  const refusals: Refusal[] = [];
  if (charge.status === 'failed')
    refusals.push(
      refuse('CHARGE_NOT_REFUNDABLE', `Charge ${charge.id} has failed; there is nothing to refund.`, null, {
        charge,
      }),
    );
  if (isUncaptured(charge) && charge.paymentIntentId !== null)
    refusals.push(
      refuse(
        'CHARGE_NOT_REFUNDABLE',
        `This uncaptured Charge was created by a PaymentIntent (${charge.paymentIntentId}). Cancel the PaymentIntent instead.`,
        null,
        { charge },
      ),
    );
  if (charge.disputeBlocks)
    refusals.push(
      refuse('CHARGE_DISPUTED', `Charge ${charge.id} has been charged back; cannot issue a refund.`, null, {
        charge,
      }),
    );
  return refusals;
}

/** Rule 1.7: an authorization that was not captured. A failed charge never was one. */
export const isUncaptured = ({ captured, status }: Pick<Charge, 'captured' | 'status'>): boolean =>
  !captured && status !== 'failed';

/** Rules 1.4 to 1.8, of the charge's state alone. */
const isOpen = (charge: ChargeState): boolean =>
  charge.status !== 'failed' &&
  !(isUncaptured(charge) && charge.paymentIntentId !== null) &&
  !charge.disputeBlocks;

/** What is left of a charge: its ceiling less what is refunded. Section 2. */
export const amountLeft = ({
  refundCeiling,
  amountRefunded,
}: Pick<Charge, 'refundCeiling' | 'amountRefunded'>) => refundCeiling - amountRefunded;

/** What createRefund would accept at most now: 0 where the charge itself refuses. */
export function amountRefundable(
  charge: ChargeState & Pick<Charge, 'refundCeiling' | 'amountRefunded' | 'currency'>,
) {
  if (!isOpen(charge)) return 0n;
  const left = amountLeft(charge);
  return left - (left % amountStepOf(charge.currency));
}

/**
 * The columns of a charge that follow from its others and its disputes. Whoever writes one of those writes these
 * with it, so that lists can be filtered by an index while the rules stand here alone.
 */
export function derivedColumns(
  charge: ChargeAmounts & Pick<Charge, 'status' | 'disputed'>,
  disputes: readonly Pick<Dispute, 'status' | 'isChargeRefundable'>[],
): Pick<Charge, 'refundCeiling' | 'refundsOpen' | 'disputeBlocks'> {
  const disputeBlocks = disputesBlock(charge.disputed, disputes);
  return {
    refundCeiling: refundCeiling(charge),
    refundsOpen: isOpen({ ...charge, disputeBlocks }),
    disputeBlocks,
  };
}

/** Rule 1.9. */
export function refuseFullyRefunded(charge: Charge): Refusal | null {
  if (amountLeft(charge) > 0n) return null;
  return refuse('CHARGE_ALREADY_REFUNDED', `Charge ${charge.id} has already been refunded.`, null, {
    charge,
  });
}

/** Section 2: the currency's last digits. */
export function refuseUnevenAmount({ currency }: Pick<Charge, 'currency'>, amount: bigint): Refusal | null {
  const step = amountStepOf(currency);
  if (amount % step === 0n) return null;
  return refuse(
    'PARAMETER_INVALID',
    `Refund amounts in ${currency.toUpperCase()} must be multiples of ${step}.`,
    'amount',
  );
}

/** Every reason for which createRefund would accept no amount at all now; empty where it would accept some. */
export function refusalsNow(charge: Charge): readonly Refusal[] {
  if (amountRefundable(charge) > 0n) return [];
  const ofCharge = refusalsOfCharge(charge);
  // Of what was never captured nothing was refunded either: that is not a reason of its own.
  const ofAmount =
    ofCharge.length > 0 && charge.amountRefunded === 0n
      ? null
      : (refuseFullyRefunded(charge) ?? refuseUnevenAmount(charge, amountLeft(charge)));
  return ofAmount ? [...ofCharge, ofAmount] : ofCharge;
}
