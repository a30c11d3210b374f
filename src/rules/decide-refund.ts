import type { Charge, PaymentIntent, Refund } from '../../prisma/generated/prisma/client.js';
import { firstStatus, requiresInstructionsEmail } from './first-status.js';
import { amountAsked, type CreateRefundInput, chargeNotNamed, type RefundTerms } from './refund-input.js';
import { amountLeft, isUncaptured } from './refundability.js';
import { isRefusal, type Refusal, resourceMissing } from './refusal.js';
import {
  instructionsEmailOf,
  refuseByAmount,
  refuseByCharge,
  refuseByExpectation,
  refuseByMethod,
} from './refuse-refund.js';
import { type ReplacedRefund, refuseReplacement } from './replacement.js';
import { shareOf } from './shares.js';
import { shorten } from './text.js';

/** The codes with which `decideTerms` and the caller's policy refuse. */
export const termsCodes = [
  'AMOUNT_TOO_LARGE',
  'CHARGE_ALREADY_REFUNDED',
  'CHARGE_DISPUTED',
  'CHARGE_NOT_REFUNDABLE',
  'PARAMETER_INVALID',
  'PARAMETER_MISSING',
  'PAYMENT_INTENT_NOT_REFUNDABLE',
  'REFUND_LIMIT_EXCEEDED',
  'RESOURCE_MISSING',
] as const;
type TermsCode = (typeof termsCodes)[number];

/** The codes with which `decideRefund` and the caller's policy refuse. */
export const decisionCodes = [...termsCodes, 'AMOUNT_REFUNDABLE_CHANGED'] as const;
export type DecisionCode = (typeof decisionCodes)[number];

/** The facts that a decision needs, read at one moment. */
export interface DecisionFacts {
  /** The named charge, or else the payment intent's newest charge that is succeeded or pending (rule 1.2). */
  readonly charge: Charge | null;
  readonly paymentIntent: Pick<PaymentIntent, 'id'> | null;
  /** Whether every held refund of the charge returned its share of the fee. */
  readonly everyRefundReturnedFee: boolean;
  /** Whether every held refund of the charge reversed its share of the transfer. */
  readonly everyRefundReversedTransfer: boolean;
  /** The refund that the new one is to replace, if there is one of that id. */
  readonly replaced: ReplacedRefund | null;
}

/** A refund that the rules allow, before it is written. */
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
  /** The caller expected a certain amount to be left, so that amount must still be left at the write. */
  readonly expectsAmount: boolean;
  /** Rule 16.2: the refund that it replaces. No other one may have replaced it at the write. */
  readonly replacesId: string | null;
}

/**
 * Decides whether a refund is allowed, and what it will be: sections 1 to 3 and rules 6.1 to 6.5, in the order of the
 * checks.
 *
 * @param cardSucceedsAtOnce whether the processor settles a refund to the charge's card at once (rule 6.1)
 */
export function decideRefund(
  input: CreateRefundInput,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision | Refusal<DecisionCode> {
  const charge = findCharge(input, facts);
  if (isRefusal(charge)) return charge;
  return (
    refuseReplacement(input.replaces ?? null, facts.replaced, charge) ??
    refuseByCharge(charge, input) ??
    refuseByExpectation(charge, input) ??
    decideAmount(charge, input, facts, cardSucceedsAtOnce)
  );
}

/** Decides as `decideRefund` does, without the check of `expectedAmountRefundable`, which a preview does not take. */
export function decideTerms(
  terms: RefundTerms,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision | Refusal<TermsCode> {
  const charge = findCharge(terms, facts);
  if (isRefusal(charge)) return charge;
  return (
    refuseReplacement(terms.replaces ?? null, facts.replaced, charge) ??
    refuseByCharge(charge, terms) ??
    decideAmount(charge, terms, facts, cardSucceedsAtOnce)
  );
}

/** Rules 1.1 to 1.3. */
function findCharge(
  { charge: chargeId, paymentIntent: paymentIntentId }: RefundTerms,
  { charge, paymentIntent }: DecisionFacts,
):
  | Charge
  | Refusal<
      'PARAMETER_INVALID' | 'PARAMETER_MISSING' | 'PAYMENT_INTENT_NOT_REFUNDABLE' | 'RESOURCE_MISSING'
    > {
  if (chargeId != null && !charge) return resourceMissing('charge', chargeId, 'charge');
  if (paymentIntentId != null && !paymentIntent)
    return resourceMissing('payment_intent', paymentIntentId, 'paymentIntent');
  if (!charge) return paymentIntent ? refusePaymentIntent(paymentIntent) : chargeNotNamed;
  if (paymentIntentId != null && charge.paymentIntentId !== paymentIntentId)
    return {
      code: 'PARAMETER_INVALID',
      message: `Charge ${shorten(charge.id)} does not belong to PaymentIntent ${shorten(paymentIntentId)}.`,
      param: 'paymentIntent',
    };
  return charge;
}

/** Rule 1.2: the payment intent has no charge that is succeeded or pending. */
const refusePaymentIntent = (
  paymentIntent: Pick<PaymentIntent, 'id'>,
): Refusal<'PAYMENT_INTENT_NOT_REFUNDABLE'> => ({
  code: 'PAYMENT_INTENT_NOT_REFUNDABLE',
  message: `This PaymentIntent (${shorten(paymentIntent.id)}) does not have a successful charge to refund.`,
  param: 'paymentIntent',
  paymentIntent,
});

/** What is left to decide about a charge that can be refunded. */
const decideAmount = (
  charge: Charge,
  input: CreateRefundInput,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision | Refusal<'AMOUNT_TOO_LARGE' | 'PARAMETER_INVALID' | 'PARAMETER_MISSING'> =>
  refuseByAmount(charge, input) ??
  refuseByMethod(charge, input) ??
  decide(charge, input, facts, cardSucceedsAtOnce);

function decide(
  charge: Charge,
  input: CreateRefundInput,
  facts: DecisionFacts,
  cardSucceedsAtOnce: boolean,
): RefundDecision {
  const amount = amountAsked(input) ?? amountLeft(charge);
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
    replacesId: input.replaces ?? null,
  };
}
