import type { Charge } from '../../prisma/generated/prisma/client.js';
import { formatAmount } from './currency.js';
import { requiresInstructionsEmail } from './first-status.js';
import { amountAsked, type CreateRefundInput, type RefundTerms } from './refund-input.js';
import {
  amountLeft,
  amountRefundable,
  isUncaptured,
  refusalsOfCharge,
  refuseFullyRefunded,
  refuseUnevenAmount,
} from './refundability.js';
import type { Refusal } from './refusal.js';
import { shorten, unlessBlank } from './text.js';

/** Rules 1.4 to 1.9. */
export function refuseByCharge(
  charge: Charge,
  terms: RefundTerms,
): Refusal<'CHARGE_ALREADY_REFUNDED' | 'CHARGE_DISPUTED' | 'CHARGE_NOT_REFUNDABLE'> | null {
  const amount = amountAsked(terms);
  const refusals = refusalsOfCharge(charge);
  const first = refusals[0];
  if (first && first.code !== 'CHARGE_DISPUTED') return first;
  if (isUncaptured(charge) && amount !== null && amount < charge.refundCeiling)
    return {
      code: 'CHARGE_NOT_REFUNDABLE',
      message:
        'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
      param: 'amount',
      charge,
    };
  return first ?? refuseFullyRefunded(charge);
}

/** Section 2: the amount that the caller expects to be refundable is stale. */
export function refuseByExpectation(
  charge: Charge,
  { expectedAmountRefundable: expected }: CreateRefundInput,
): Refusal<'AMOUNT_REFUNDABLE_CHANGED'> | null {
  if (expected == null) return null;
  const refundable = amountRefundable(charge);
  if (expected === refundable) return null;
  return {
    code: 'AMOUNT_REFUNDABLE_CHANGED',
    message: `The refundable amount of charge ${shorten(charge.id)} is ${format(refundable, charge)} now, not ${format(expected, charge)}.`,
    param: 'expectedAmountRefundable',
    charge,
    amountRefundable: refundable,
  };
}

/** Section 2. */
export function refuseByAmount(
  charge: Charge,
  input: RefundTerms,
): Refusal<'AMOUNT_TOO_LARGE' | 'PARAMETER_INVALID'> | null {
  const left = amountLeft(charge);
  const amount = amountAsked(input) ?? left;
  const uneven = refuseUnevenAmount(charge, amount);
  if (uneven) return uneven;
  if (amount <= left) return null;
  const compared =
    charge.amountRefunded === 0n
      ? `charge amount (${format(left, charge)})`
      : `unrefunded amount on charge (${format(left, charge)})`;
  return {
    code: 'AMOUNT_TOO_LARGE',
    message: `Refund amount (${format(amount, charge)}) is greater than ${compared}`,
    param: 'amount',
    charge,
    amountRefundable: amountRefundable(charge),
  };
}

/** Rule 6.5. */
export function refuseByMethod(charge: Charge, input: RefundTerms): Refusal<'PARAMETER_MISSING'> | null {
  if (!requiresInstructionsEmail(charge) || instructionsEmailOf(charge, input) !== null) return null;
  return {
    code: 'PARAMETER_MISSING',
    message: `Refunds of ${charge.paymentMethodType} payments need an e-mail address to ask the customer for bank details: provide instructions_email.`,
    param: 'instructionsEmail',
  };
}

/** Rule 6.4: the address to ask, as given or else as the charge has it; null if there is none. */
export const instructionsEmailOf = (charge: Charge, { instructionsEmail }: RefundTerms): string | null =>
  instructionsEmail ?? unlessBlank(charge.billingEmail);

const format = (amount: bigint, { currency }: Charge): string => formatAmount(amount, currency);
