import type { ApprovalRowFragment } from '../generated/graphql';
import { formatAmount } from '../money/currency';
import { known } from './known';
import type { Moment } from './story';

/** An approval in words: that it was asked for, and how it ended. */
export function approvalMoments(approval: ApprovalRowFragment): Moment[] {
  const amount = formatAmount(approval.amount, approval);
  const asked: Moment = {
    id: `${approval.id} asked`,
    at: approval.created,
    title: `Approval for ${amount} asked`,
    tone: 'warn',
    actor: approval.requestedBy ?? null,
    details: known([approval.message, approval.note && `Note: ${approval.note}`]),
  };
  const end = endOf(approval, amount);
  return end ? [asked, end] : [asked];
}

function endOf(approval: ApprovalRowFragment, amount: string): Moment | null {
  if (approval.status === 'EXPIRED')
    return {
      id: `${approval.id} expired`,
      at: approval.expiresAt,
      title: `Nobody decided about ${amount} in time`,
      tone: 'neutral',
      actor: null,
      details: [],
    };
  if (!approval.decidedAt) return null;
  const isApproved = approval.status === 'APPROVED';
  return {
    id: `${approval.id} decided`,
    at: approval.decidedAt,
    title: `${amount} ${isApproved ? 'approved' : 'rejected'}`,
    tone: isApproved ? 'good' : 'bad',
    actor: approval.decidedBy ?? null,
    details: approval.decisionNote ? [`Note: ${approval.decisionNote}`] : [],
  };
}
