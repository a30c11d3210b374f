import type { Tone } from '../common/tone';
import type { ChargeRowFragment } from '../generated/graphql';
import { chargeStatuses } from '../messages/charges';
import { formatAmount } from '../money/currency';

/** The one thing about a charge that an agent must know first. */
export function chargeState(charge: ChargeRowFragment): { readonly label: string; readonly tone: Tone } {
  if (charge.disputed) return { label: 'Disputed', tone: 'bad' };
  if (charge.refunded) return { label: 'Refunded', tone: 'neutral' };
  if (charge.amountRefunded > 0)
    return { label: `${formatAmount(charge.amountRefunded, charge)} refunded`, tone: 'info' };
  if (charge.status === 'SUCCEEDED' && !charge.captured) return { label: 'Not captured', tone: 'warn' };
  return chargeStatuses[charge.status];
}
