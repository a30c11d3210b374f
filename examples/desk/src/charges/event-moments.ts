import type { RefundRowFragment, StoryEventFragment } from '../generated/graphql';
import { changeInWords } from '../messages/changes';
import { inWords } from '../messages/disputes';
import { refundReasons, refundStatuses } from '../messages/refunds';
import { formatAmount } from '../money/currency';
import { known } from './known';
import type { Moment } from './story';

type Refund = RefundRowFragment & { readonly note?: string | null };

/** An event of a refund in words. */
export function eventMoment(refund: Refund, event: StoryEventFragment): Moment {
  const amount = formatAmount(refund.amount, refund);
  return {
    id: event.id,
    at: event.created,
    title: titleOf(amount, event),
    tone: refundStatuses[event.status].tone,
    actor: event.actor ?? null,
    details: [...(event.type === 'REFUND_CREATED' ? reasonsOf(refund) : []), ...changesOf(event)],
  };
}

function titleOf(amount: string, { type, status, changes }: StoryEventFragment): string {
  if (type === 'REFUND_CREATED') return `Refund of ${amount} created`;
  if (type === 'REFUND_FAILED') return `Refund of ${amount} failed`;
  if (changes.some(({ field }) => field === 'status'))
    return `Refund of ${amount}: ${refundStatuses[status].label.toLowerCase()}`;
  return `Refund of ${amount} updated`;
}

function reasonsOf({ reason, reasonCode, note }: Refund): string[] {
  const why = known([reason && refundReasons[reason], reasonCode && inWords(reasonCode)]).join(', ');
  return known([why && `Reason: ${why}`, note && `Note: ${note}`]);
}

const changesOf = ({ changes }: StoryEventFragment): string[] => known(changes.map(changeInWords));
