import type { Charge, PaymentIntent, Refund } from '../../prisma/generated/prisma/client.js';
import { formatAmount } from './currency.js';
import { firstStatus, requiresInstructionsEmail } from './first-status.js';
import type { CreateRefundInput, RefundTerms } from './refund-input.js';
import {
  amountLeft,
  amountRefundable,
  isUncaptured,
  refusalsOfCharge,
  refuseFullyRefunded,
  refuseUnevenAmount,
} from './refundability.js';
import { isRefusal, noSuch, type Refusal, refuse } from './refusal.js';
import { shareOf } from './shares.js';

/** What a decision needs to know, read at one moment. */
export interface DecisionFacts {
  /** The charge that is named, else the payment intent's newest that is succeeded or pending (rule 1.2). */
  readonly charge: Charge | null;
  readonly paymentIntent: Pick<PaymentIntent, 'id'> | null;
  /** Whether every refund that the charge holds returned its share of the fee, or of the transfer. */
  readonly everyRefundReturnedFee: boolean;
  readonly everyRefundReversedTransfer: boolean;
}

/** A refund that the rules allow: what it will be, before it is. */
export interface RefundDecision {
  readonly charge: Charge;
  readonly amount: bigint;
  readonly applicationFeeRefundAmount: bigint;
  readonly transferReversalAmount: bigint;
  readonly status: Refund['status'];
  readonly pendingReason: Refund['pendingReason'];
  readonly instructionsEmail: string | null;
  /** Rule 1.7: it releases an authorization and moves no money. */
  readonly releasesAuthorization: boolean;
  /** Allowed because so much was left as the caller expected: so much has to be left when it is written. */
  readonly expectsAmount: boolean;
}

/**
 * Whether a refund is allowed, and what it will be: sections 1 to 3 and rules 6.1 to 6.5, in the order of the checks.
 *
 * @param cardSucceedsAtOnce whether the processor settles a refund to the charge's card at once (rule 6.1)
 */
export function decideRefund(
  input: CreateRefundInput,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision | Refusal {
  const charge = findCharge(input, facts);
  if (isRefusal(charge)) return charge;
  return (
    refuseByCharge(charge, input) ??
    refuseByAmount(charge, input) ??
    refuseByMethod(charge, input) ??
    decide(charge, input, facts, cardSucceedsAtOnce)
  );
}

/** Rules 1.1 to 1.3. */
function findCharge(input: RefundTerms, { charge, paymentIntent }: DecisionFacts): Charge | Refusal {
  if (input.charge != null && !charge) return noSuch('charge', input.charge, 'charge');
  if (input.paymentIntent != null && !paymentIntent)
    return noSuch('payment_intent', input.paymentIntent, 'paymentIntent');
  if (!charge)
    return refuse(
      'CHARGE_NOT_REFUNDABLE',
      `This PaymentIntent (${input.paymentIntent}) does not have a successful charge to refund.`,
      'paymentIntent',
    );
  if (input.paymentIntent != null && charge.paymentIntentId !== input.paymentIntent)
    return refuse(
      'PARAMETER_INVALID',
      `Charge ${charge.id} does not belong to PaymentIntent ${input.paymentIntent}.`,
      'paymentIntent',
    );
  return charge;
}

/** Rules 1.4 to 1.9. */
function refuseByCharge(charge: Charge, { amount }: RefundTerms): Refusal | null {
  const refusals = refusalsOfCharge(charge);
  const first = refusals[0];
  if (first && first.code !== 'CHARGE_DISPUTED') return first;
  if (isUncaptured(charge) && amount != null && amount < charge.refundCeiling)
    return refuse(
      'CHARGE_NOT_REFUNDABLE',
      'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
      'amount',
      { charge },
    );
  return first ?? refuseFullyRefunded(charge);
}

/** Section 2. */
function refuseByAmount(charge: Charge, input: CreateRefundInput): Refusal | null {
  const left = amountLeft(charge);
  const amount = input.amount ?? left;
  const refundable = amountRefundable(charge);
  const { expectedAmountRefundable } = input;
  if (expectedAmountRefundable != null && expectedAmountRefundable !== refundable)
    return refuse(
      'AMOUNT_REFUNDABLE_CHANGED',
      `The refundable amount of charge ${charge.id} is ${format(refundable, charge)} now, not ${format(expectedAmountRefundable, charge)}.`,
      'expectedAmountRefundable',
      { charge, amountRefundable: refundable },
    );
  const uneven = refuseUnevenAmount(charge, amount);
  if (uneven) return uneven;
  if (amount <= left) return null;
  const compared =
    charge.amountRefunded === 0n
      ? `charge amount (${format(left, charge)})`
      : `unrefunded amount on charge (${format(left, charge)})`;
  return refuse(
    'AMOUNT_TOO_LARGE',
    `Refund amount (${format(amount, charge)}) is greater than ${compared}`,
    'amount',
    { charge, amountRefundable: refundable },
  );
}

/** Rule 6.5. */
function refuseByMethod(charge: Charge, input: CreateRefundInput): Refusal | null {
  if (!requiresInstructionsEmail(charge) || instructionsEmailOf(charge, input) !== null) return null;
  return refuse(
    'PARAMETER_MISSING',
    `Refunds of ${charge.paymentMethodType} payments need an e-mail address to ask the customer for bank details: provide instructions_email.`,
    'instructionsEmail',
  );
}

const instructionsEmailOf = (charge: Charge, { instructionsEmail }: CreateRefundInput): string | null =>
  instructionsEmail ?? charge.billingEmail;

function decide(
  charge: Charge,
  input: CreateRefundInput,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision {
  const amount = input.amount ?? amountLeft(charge);
  const releasesAuthorization = isUncaptured(charge);
  const share = (
    asked: boolean | null | undefined,
    whole: bigint | null,
    returned: bigint,
    every: boolean,
  ): bigint =>
    asked && !releasesAuthorization
      ? shareOf(
          { whole, returned, everyRefundShared: every && charge.openingRefunded === 0n },
          amount,
          charge,
        )
      : 0n;
  return {
    charge,
    amount,
    applicationFeeRefundAmount: share(
      input.refundApplicationFee,
      charge.applicationFeeAmount,
      charge.applicationFeeRefunded,
      facts.everyRefundReturnedFee,
    ),
    transferReversalAmount: share(
      input.reverseTransfer,
      charge.transferAmount,
      charge.transferReversed,
      facts.everyRefundReversedTransfer,
    ),
    ...firstStatus(charge, cardSucceedsAtOnce),
    instructionsEmail: requiresInstructionsEmail(charge)
      ? instructionsEmailOf(charge, input)
      : (input.instructionsEmail ?? null),
    releasesAuthorization,
    expectsAmount: input.expectedAmountRefundable != null,
  };
}

const format = (amount: bigint, { currency }: Charge): string => formatAmount(amount, currency);
