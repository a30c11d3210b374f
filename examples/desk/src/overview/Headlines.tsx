import { Paper, SimpleGrid, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { StatusBadge } from '../common/StatusBadge';
import { TextLink } from '../common/TextLink';
import type { OverviewQuery, RefundStatus } from '../generated/graphql';
import { refundStatuses } from '../messages/refunds';
import type { Unit } from '../money/currency';

const SHOWN: readonly RefundStatus[] = ['SUCCEEDED', 'PENDING', 'REQUIRES_ACTION', 'FAILED'];

/** The refunds of a currency by status. Each leads to its list. */
export const Headlines = (props: { readonly rows: OverviewQuery['byStatus']; readonly unit: Unit }) => (
  <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
    {SHOWN.map((status) => {
      const row = props.rows.find((one) => one.status === status && one.currency === props.unit.currency);
      const { label, tone } = refundStatuses[status];
      return (
        <Paper key={status} withBorder radius="lg" p="md">
          <StatusBadge label={label} tone={tone} />
          <Text fw={680} size="xl" mt={8}>
            <Amount amount={row?.amount ?? 0} of={props.unit} />
          </Text>
          <TextLink to={`/refunds?status=${status}&currency=${props.unit.currency}`} size="sm">
            {row?.count === 1 ? '1 refund' : `${row?.count ?? 0} refunds`}
          </TextLink>
        </Paper>
      );
    })}
  </SimpleGrid>
);
