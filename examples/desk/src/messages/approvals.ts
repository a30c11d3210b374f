import type { Tone } from '../common/tone';
import type { RefundApprovalStatus } from '../generated/graphql';

export const approvalStatuses: Record<RefundApprovalStatus, { readonly label: string; readonly tone: Tone }> =
  {
    PENDING: { label: 'Waits for approval', tone: 'warn' },
    APPROVED: { label: 'Approved', tone: 'good' },
    REJECTED: { label: 'Rejected', tone: 'bad' },
    EXPIRED: { label: 'Expired', tone: 'neutral' },
  };
