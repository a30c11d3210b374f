import type { Charge, Dispute } from '../../prisma/generated/prisma/client.js';
import { amountStepOf } from './currency.js';
import type { Refusal } from './refusal.js';
import { shorten } from './text.js';

type ChargeState = Pick<Charge, 'status' | 'captured' | 'paymentIntentId' | 'disputeBlocks'>;
type ChargeAmounts = Pick<Charge, 'amount' | 'amountCaptured' | 'captured' | 'paymentIntentId'>;

/**
 * Section 2: the most that can ever be refunded of a charge. A release of an uncaptured charge counts against its amount,
 * also where rule 1.6 refuses createRefund.
 */
export const refundCeiling = ({
  amount,
  amountCaptured,
  captured,
}: Pick<Charge, 'amount' | 'amountCaptured' | 'captured'>): bigint => (captured ? amountCaptured : amount);

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

/** Rule 1.7: an authorization that was not captured. A failed charge never was one. */
export const isUncaptured = ({ captured, status }: Pick<Charge, 'captured' | 'status'>): boolean =>
  !captured && status !== 'failed';

type ChargeRefusal = Refusal<'CHARGE_DISPUTED' | 'CHARGE_NOT_REFUNDABLE'>;

/** The rules by which a charge refuses every refund, in the order of the checks. */
const chargeRules: readonly {
  readonly refuses: (charge: ChargeState) => boolean;
  readonly code: ChargeRefusal['code'];
  readonly message: (charge: Charge) => string;
}[] = [
  {
    // Rule 1.4.
    refuses: ({ status }) => status === 'failed',
    code: 'CHARGE_NOT_REFUNDABLE',
    message: ({ id }) => `Charge ${shorten(id)} has failed; there is nothing to refund.`,
  },
  {
    // Rule 1.6.
    refuses: (charge) => isUncaptured(charge) && charge.paymentIntentId !== null,
    code: 'CHARGE_NOT_REFUNDABLE',
    message: ({ paymentIntentId }) =>
      `This uncaptured Charge was created by a PaymentIntent (${shorten(`${paymentIntentId}`)}). Cancel the PaymentIntent instead.`,
  },
  {
    // Rule 1.8.
    refuses: ({ disputeBlocks }) => disputeBlocks,
    code: 'CHARGE_DISPUTED',
    message: ({ id }) => `Charge ${shorten(id)} has been charged back; cannot issue a refund.`,
  },
];

/** Rules 1.4, 1.6 and 1.8: every reason for which the charge itself refuses any refund, in the order of the checks. */
export const refusalsOfCharge = (charge: Charge): readonly ChargeRefusal[] =>
  chargeRules
    .filter(({ refuses }) => refuses(charge))
    .map(({ code, message }) => ({ code, message: message(charge), param: null, charge }));

/** Whether none of these rules refuses. */
const isOpen = (charge: ChargeState): boolean => !chargeRules.some(({ refuses }) => refuses(charge));

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
 * The columns of a charge that follow from its other columns and its disputes. They are written together with the
 * columns they follow from, so that an index can filter lists while the rules are only here.
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
export function refuseFullyRefunded(charge: Charge): Refusal<'CHARGE_ALREADY_REFUNDED'> | null {
  if (amountLeft(charge) > 0n) return null;
  return {
    code: 'CHARGE_ALREADY_REFUNDED',
    message: `Charge ${shorten(charge.id)} has already been refunded.`,
    param: null,
    charge,
  };
}

/** Section 2: in some currencies, amounts must end with a 0 or 00. */
export function refuseUnevenAmount(
  { currency }: Pick<Charge, 'currency'>,
  amount: bigint,
): Refusal<'PARAMETER_INVALID'> | null {
  const step = amountStepOf(currency);
  if (amount % step === 0n) return null;
  return {
    code: 'PARAMETER_INVALID',
    message: `Refund amounts in ${currency.toUpperCase()} must be multiples of ${step}.`,
    param: 'amount',
  };
}

/** Every reason for which createRefund would accept no amount at all now; empty if it would accept some amount. */
export function refusalsNow(
  charge: Charge,
): readonly Refusal<
  'CHARGE_ALREADY_REFUNDED' | 'CHARGE_DISPUTED' | 'CHARGE_NOT_REFUNDABLE' | 'PARAMETER_INVALID'
>[] {
  if (amountRefundable(charge) > 0n) return [];
  const ofCharge = refusalsOfCharge(charge);
  // If nothing was ever captured, nothing was refunded either: "already refunded" would be a second, false reason.
  const ofAmount =
    ofCharge.length > 0 && charge.amountRefunded === 0n
      ? null
      : (refuseFullyRefunded(charge) ?? refuseUnevenAmount(charge, amountLeft(charge)));
  return ofAmount ? [...ofCharge, ofAmount] : ofCharge;
}
