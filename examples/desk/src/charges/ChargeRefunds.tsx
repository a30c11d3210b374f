import { Paper, Text, Title } from '@mantine/core';
import type { RefundRowFragment } from '../generated/graphql';
import { RefundTable } from '../refunds/RefundTable';

/** The refunds of a charge, newest first. */
export const ChargeRefunds = (props: {
  readonly refunds: readonly RefundRowFragment[];
  readonly total: number;
}) => (
  <Paper withBorder radius="lg" component="section" aria-labelledby="refunds">
    <Title order={2} size="h4" id="refunds" p="lg" pb="xs">
      Refunds
    </Title>
    {props.refunds.length === 0 ? (
      <Text c="dimmed" size="sm" px="lg" pb="lg">
        Nothing was refunded yet.
      </Text>
    ) : (
      <RefundTable refunds={props.refunds} ofOneCharge />
    )}
    {props.total > props.refunds.length && (
      <Text c="dimmed" size="sm" p="md">
        The newest {props.refunds.length} of {props.total} refunds.
      </Text>
    )}
  </Paper>
);
