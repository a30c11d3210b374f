import { Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { EmptyState } from '../common/EmptyState';
import { Loaded } from '../common/Loaded';
import { Screen } from '../common/Screen';
import { StatusBadge } from '../common/StatusBadge';
import type { ChargeQuery } from '../generated/graphql';
import { useLiveQuery } from '../live/useLiveQuery';
import { formatAmount } from '../money/currency';
import { RefundButton } from '../refund-dialog/RefundButton';
import { useMay } from '../session/viewer';
import { ChargeBalance } from './ChargeBalance';
import { ChargeFacts } from './ChargeFacts';
import { ChargeRefunds } from './ChargeRefunds';
import { chargeState } from './charge-state';
import { chargeQuery } from './documents';
import { storyOf } from './story';
import { Timeline } from './Timeline';
import { WhyNotRefundable } from './WhyNotRefundable';

/** A charge with its story, and the button to refund it. */
export function ChargeScreen({ id }: { readonly id: string }) {
  const people = useMay('customers:read');
  const result = useLiveQuery({ query: chargeQuery, variables: { id, people } });
  return (
    <Loaded result={result} screen="Charge">
      {(data) =>
        data.charge ? (
          <ChargePage data={data} charge={data.charge} />
        ) : (
          <Screen title="Charge">
            <EmptyState title="There is no such charge">No charge has the id {id}.</EmptyState>
          </Screen>
        )
      }
    </Loaded>
  );
}

export type ChargeOfPage = NonNullable<ChargeQuery['charge']>;

function ChargePage({ data, charge }: { readonly data: ChargeQuery; readonly charge: ChargeOfPage }) {
  const mayRefund = useMay('refunds:write');
  return (
    <Screen
      title={`Charge of ${formatAmount(charge.amount, charge)}`}
      actions={
        <Group gap="sm">
          <StatusBadge {...chargeState(charge)} />
          {mayRefund && <RefundButton charge={charge} offered={charge.refundability.refundable} />}
        </Group>
      }
    >
      <WhyNotRefundable charge={charge} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <ChargeBalance charge={charge} />
            <ChargeRefunds refunds={charge.refunds.nodes} total={charge.refunds.totalCount} />
            <Paper withBorder radius="lg" p="lg" component="section" aria-labelledby="story">
              <Title order={2} size="h4" id="story" mb="md">
                What happened
              </Title>
              <Timeline moments={storyOf(charge, data.refundApprovals.nodes)} />
            </Paper>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <ChargeFacts charge={charge} />
        </Grid.Col>
      </Grid>
      <Text size="xs" c="dimmed">
        Times are in your time zone.
      </Text>
    </Screen>
  );
}
