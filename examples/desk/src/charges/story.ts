import type { Tone } from '../common/tone';
import type { ApprovalRowFragment, StoryEventFragment } from '../generated/graphql';
import { inWords } from '../messages/disputes';
import { formatAmount } from '../money/currency';
import { approvalMoments } from './approval-moments';
import type { ChargeOfPage } from './ChargeScreen';
import { eventMoment } from './event-moments';

/** Something that happened to a charge. */
export interface Moment {
  readonly id: string;
  readonly at: string;
  readonly title: string;
  readonly tone: Tone;
  readonly actor: string | null;
  readonly details: readonly string[];
}

/** Everything that happened to a charge, newest first. */
export function storyOf(charge: ChargeOfPage, approvals: readonly ApprovalRowFragment[]): Moment[] {
  const events = charge.refunds.nodes.flatMap((refund) =>
    refund.events.nodes.map((event: StoryEventFragment) => eventMoment(refund, event)),
  );
  return [paid(charge), ...disputed(charge), ...events, ...approvals.flatMap(approvalMoments)].sort((a, b) =>
    a.at < b.at ? 1 : -1,
  );
}

const paid = ({ id, created, status, captured }: ChargeOfPage): Moment => ({
  id,
  at: created,
  title:
    status === 'FAILED'
      ? 'The payment failed'
      : captured
        ? 'The customer paid'
        : 'The payment was authorized',
  tone: status === 'FAILED' ? 'bad' : 'good',
  actor: null,
  details: [],
});

const disputed = ({ disputes }: ChargeOfPage): Moment[] =>
  disputes.map((dispute) => ({
    id: dispute.id,
    at: dispute.created,
    title: `The customer disputed ${formatAmount(dispute.amount, dispute)}`,
    tone: 'bad',
    actor: null,
    details: dispute.reason ? [`Reason: ${inWords(dispute.reason)}`] : [],
  }));
