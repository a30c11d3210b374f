import { Grid, Group, Paper, Stack, Title } from '@mantine/core';
import { eventMoment } from '../charges/event-moments';
import { Timeline } from '../charges/Timeline';
import { EmptyState } from '../common/EmptyState';
import { Loaded } from '../common/Loaded';
import { Screen } from '../common/Screen';
import { StatusBadge } from '../common/StatusBadge';
import type { RefundQuery, RefundStatus } from '../generated/graphql';
import { useLiveQuery } from '../live/useLiveQuery';
import { refundStatuses } from '../messages/refunds';
import { formatAmount } from '../money/currency';
import { RefundButton } from '../refund-dialog/RefundButton';
import { useMay } from '../session/viewer';
import { CancelButton } from './CancelButton';
import { refundQuery } from './documents';
import { RefundFacts } from './RefundFacts';
import { RefundState } from './RefundState';

/** A refund with its story. */
export function RefundScreen({ id }: { readonly id: string }) {
  const people = useMay('customers:read');
  const result = useLiveQuery({ query: refundQuery, variables: { id, people } });
  return (
    <Loaded result={result} screen="Refund">
      {({ refund }) =>
        refund ? (
          <RefundPage refund={refund} />
        ) : (
          <Screen title="Refund">
            <EmptyState title="There is no such refund">No refund has the id {id}.</EmptyState>
          </Screen>
        )
      }
    </Loaded>
  );
}

export type RefundOfPage = NonNullable<RefundQuery['refund']>;

function RefundPage({ refund }: { readonly refund: RefundOfPage }) {
  const mayRefund = useMay('refunds:write');
  const mayCancel = useMay('refunds:cancel');
  const { label, tone } = refundStatuses[refund.status];
  const moments = refund.events.nodes.map((event) => eventMoment(refund, event)).reverse();
  return (
    <Screen
      title={`Refund of ${formatAmount(refund.amount, refund)}`}
      actions={
        <Group gap="sm">
          <StatusBadge label={label} tone={tone} />
          {mayRefund && refund.charge && (
            <RefundButton
              charge={refund.charge}
              replaces={refund}
              offered={refund.charge.refundability.refundable && canBeReplaced(refund)}
            />
          )}
          {mayCancel && refund.status === 'REQUIRES_ACTION' && <CancelButton refund={refund} />}
        </Group>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <RefundState refund={refund} />
            <Paper withBorder radius="lg" p="lg" component="section" aria-labelledby="story">
              <Title order={2} size="h4" id="story" mb="md">
                What happened
              </Title>
              <Timeline moments={moments} />
            </Paper>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <RefundFacts refund={refund} />
        </Grid.Col>
      </Grid>
    </Screen>
  );
}

const gaveNothing = ({ status }: { readonly status: RefundStatus }): boolean =>
  status === 'FAILED' || status === 'CANCELED';

/** It gave nothing back, and neither did the refund that was to make it good, if there is one. */
const canBeReplaced = (refund: RefundOfPage): boolean =>
  gaveNothing(refund) && (!refund.replacedBy || gaveNothing(refund.replacedBy));
