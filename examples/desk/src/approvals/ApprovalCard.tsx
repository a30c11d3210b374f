import { Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Amount } from '../common/Amount';
import { Fact, Facts } from '../common/Facts';
import { Id } from '../common/Id';
import { StatusBadge } from '../common/StatusBadge';
import { TextLink } from '../common/TextLink';
import { Time } from '../common/Time';
import type { ApprovalRowFragment } from '../generated/graphql';
import { approvalStatuses } from '../messages/approvals';
import { inWords } from '../messages/disputes';
import { refundReasons } from '../messages/refunds';
import { Decide } from './Decide';

/** A refund that waits for somebody, with what one needs to decide. */
export const ApprovalCard = ({ approval }: { readonly approval: ApprovalRowFragment }) => (
  <Paper
    withBorder
    radius="lg"
    p="lg"
    component="article"
    aria-labelledby={approval.id}
    data-approval={approval.id}
  >
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2} size="h3" id={approval.id}>
          <Amount amount={approval.amount} of={approval} />
        </Title>
        <StatusBadge {...approvalStatuses[approval.status]} />
      </Group>
      <Text size="sm">{approval.message}</Text>
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Asked approval={approval} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Ended approval={approval} />
        </Grid.Col>
      </Grid>
      {approval.status === 'PENDING' && <Decide approval={approval} />}
    </Stack>
  </Paper>
);

const Asked = ({ approval }: { readonly approval: ApprovalRowFragment }) => (
  <Facts>
    <Fact name="Asked by">{approval.requestedBy ?? 'Somebody'}</Fact>
    <Fact name="Asked">
      <Time at={approval.created} precise />
    </Fact>
    <Fact name="Reason">{approval.reason && refundReasons[approval.reason]}</Fact>
    <Fact name="Reason code">{approval.reasonCode && inWords(approval.reasonCode)}</Fact>
    <Fact name="Note">{approval.note}</Fact>
  </Facts>
);

const Ended = ({ approval }: { readonly approval: ApprovalRowFragment }) => (
  <Facts>
    <Fact name="Charge">
      <TextLink to={`/charges/${approval.charge.id}`}>
        <Id>{approval.charge.id}</Id>
      </TextLink>
    </Fact>
    {approval.decidedAt ? (
      <Fact name="Decided">
        <Time at={approval.decidedAt} precise /> by {approval.decidedBy ?? 'somebody'}
      </Fact>
    ) : (
      <Fact name={approval.status === 'EXPIRED' ? 'Expired' : 'Expires'}>
        <Time at={approval.expiresAt} precise />
      </Fact>
    )}
    <Fact name="Note">{approval.decisionNote}</Fact>
    <Fact name="Refund">
      {approval.refund && (
        <TextLink to={`/refunds/${approval.refund.id}`}>
          <Id>{approval.refund.id}</Id>
        </TextLink>
      )}
    </Fact>
  </Facts>
);
