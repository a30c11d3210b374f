import type { Refund } from '../../prisma/generated/prisma/client.js';
import { type Refusal, resourceMissing } from './refusal.js';
import { shorten } from './text.js';
import { holdsAmount } from './transitions.js';

/** What a decision needs to know of the refund that a new one is to replace. */
export interface ReplacedRefund extends Pick<Refund, 'id' | 'chargeId' | 'status'> {
  /** The refund that replaces it already and has neither failed nor been canceled. */
  readonly replacedById: string | null;
}

/**
 * Rules 16.1 and 16.2: whether a new refund of the charge may replace this one.
 *
 * @param id as the input names it; null if it names none
 * @param replaced null if there is no such refund
 */
export function refuseReplacement(
  id: string | null,
  replaced: ReplacedRefund | null,
  charge: { readonly id: string },
): Refusal<'PARAMETER_INVALID' | 'RESOURCE_MISSING'> | null {
  if (id === null) return null;
  if (!replaced) return resourceMissing('refund', id, 'replaces');
  const refund = `Refund ${shorten(replaced.id)}`;
  if (replaced.chargeId !== charge.id)
    return invalid(`${refund} is not of charge ${shorten(charge.id)}, so no refund of it can replace it.`);
  if (holdsAmount(replaced.status))
    return invalid(`${refund} has neither failed nor been canceled, so no refund can replace it.`);
  if (replaced.replacedById !== null)
    return invalid(`${refund} is replaced by refund ${shorten(replaced.replacedById)} already.`);
  return null;
}

const invalid = (message: string): Refusal<'PARAMETER_INVALID'> => ({
  code: 'PARAMETER_INVALID',
  message,
  param: 'replaces',
});
