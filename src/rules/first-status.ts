import type { Charge, Refund } from '../../prisma/generated/prisma/client.js';

/** Rule 6.4: methods without a refund of their own. The customer is asked for bank details by e-mail. */
const NEEDS_INSTRUCTIONS = new Set(['konbini', 'promptpay', 'boleto', 'customer_balance']);
const CARD_METHODS = new Set(['card', 'card_present', 'interac_present']);

type Method = Pick<Charge, 'paymentMethodType'>;

/** How a refund starts (rules 6.1 to 6.4). */
export type FirstStatus = Pick<Refund, 'status' | 'pendingReason'>;

/** Rules 6.4 and 6.5: whether a refund of the charge needs an e-mail address to ask for bank details. */
export const requiresInstructionsEmail = ({ paymentMethodType }: Method): boolean =>
  NEEDS_INSTRUCTIONS.has(paymentMethodType ?? '');

/** Rule 6.1: whether the money goes back to a card. A charge without a payment method counts as not paid by card. */
export const isCard = ({ paymentMethodType }: Method): boolean => CARD_METHODS.has(paymentMethodType ?? '');

/**
 * Rules 1.5, 1.7 and 6.1 to 6.4: the status that a refund of the charge starts with.
 *
 * @param cardSucceedsAtOnce whether the processor settles a refund to the charge's card at once
 */
export function firstStatus(
  charge: Method & Pick<Charge, 'status' | 'captured'>,
  cardSucceedsAtOnce: boolean,
): FirstStatus {
  if (!charge.captured) return { status: 'succeeded', pendingReason: null };
  if (charge.status === 'pending') return { status: 'pending', pendingReason: 'charge_pending' };
  if (requiresInstructionsEmail(charge)) return { status: 'requires_action', pendingReason: null };
  if (isCard(charge) && cardSucceedsAtOnce) return { status: 'succeeded', pendingReason: null };
  return { status: 'pending', pendingReason: 'processing' };
}
