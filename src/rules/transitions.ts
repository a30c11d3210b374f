import { RefundStatus } from '../../prisma/generated/prisma/enums.js';

/** Section 6: the statuses that may follow each status. `failed` and `canceled` are final. */
export const transitions: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  requires_action: ['pending', 'failed', 'canceled'],
  pending: ['succeeded', 'failed', 'requires_action'],
  succeeded: ['failed', 'requires_action'],
  failed: [],
  canceled: [],
};

/** Section 2, "what counts": whether a refund in this status holds its amount on the charge. */
export const holdsAmount = (status: RefundStatus): boolean => status !== 'failed' && status !== 'canceled';

export const heldStatuses: readonly RefundStatus[] = Object.values(RefundStatus).filter(holdsAmount);

export const canBecome = (from: RefundStatus, to: RefundStatus): boolean => transitions[from].includes(to);

/** Statuses that nothing follows. */
export const finalStatuses: readonly RefundStatus[] = Object.values(RefundStatus).filter(
  (status) => transitions[status].length === 0,
);
