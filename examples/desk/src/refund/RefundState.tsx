import { Text } from '@mantine/core';
import { Notice } from '../common/Notice';
import { Time } from '../common/Time';
import { failureReasons, pendingReasons, refundStatuses } from '../messages/refunds';
import type { RefundOfPage } from './RefundScreen';

/** What the status means for the customer, and why it is so. */
export function RefundState({ refund }: { readonly refund: RefundOfPage }) {
  const { label, tone, meaning } = refundStatuses[refund.status];
  const expiresAt = refund.nextAction?.displayDetails?.expiresAt;
  return (
    <Notice tone={tone} title={label}>
      <Text size="sm">
        {meaning} {refund.failureReason && failureReasons[refund.failureReason]}
        {refund.pendingReason && pendingReasons[refund.pendingReason]}
        {expiresAt && (
          <>
            It expires on <Time at={expiresAt} precise />.
          </>
        )}
      </Text>
    </Notice>
  );
}
