import { Button, Group, Stack, Text } from '@mantine/core';
import { Notice } from '../common/Notice';
import { TextLink } from '../common/TextLink';
import type { CreateRefundMutation } from '../generated/graphql';
import { refundStatuses } from '../messages/refunds';
import { formatAmount } from '../money/currency';

/** How it ended: a refund, or an approval that it waits for. */
export function Outcome(props: {
  readonly result: CreateRefundMutation['createRefund'];
  readonly onClose: () => void;
}) {
  return (
    <Stack>
      <Ending result={props.result} />
      <Group justify="flex-end">
        <Button onClick={props.onClose} data-autofocus autoFocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}

function Ending({ result }: { readonly result: CreateRefundMutation['createRefund'] }) {
  if (result.__typename === 'RefundApprovalRequired')
    return (
      <Notice tone="info" title="It waits for approval by somebody else" urgent>
        <Text size="sm">
          {result.approval.message} Nothing is refunded until then.{' '}
          <TextLink to="/approvals">See the approvals</TextLink>
        </Text>
      </Notice>
    );
  if (result.__typename !== 'CreateRefundPayload') return null;
  const { refund } = result;
  return (
    <Notice tone="good" title={`${formatAmount(refund.amount, refund)} refunded`} urgent>
      <Text size="sm">
        {refundStatuses[refund.status].label}: {refundStatuses[refund.status].meaning}{' '}
        <TextLink to={`/refunds/${refund.id}`}>See the refund</TextLink>
      </Text>
    </Notice>
  );
}
