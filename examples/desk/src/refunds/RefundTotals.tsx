import { Button, Group, Paper, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import { Amount } from '../common/Amount';
import { ErrorNotice } from '../common/ErrorNotice';
import type { RefundFilter } from '../generated/graphql';
import { useLiveQuery } from '../live/useLiveQuery';
import { refundTotalsQuery } from './documents';
import { type CurrencyTotal, totalsByCurrency } from './totals';

const SHOWN_AT_FIRST = 4;

/** What the refunds of the list add up to, by currency. */
export function RefundTotals({ filter }: { readonly filter: RefundFilter }) {
  const { data, error, retry } = useLiveQuery({ query: refundTotalsQuery, variables: { filter } });
  const [all, setAll] = useState(false);
  if (!data)
    return error ? <ErrorNotice error={error} onRetry={retry} /> : <Skeleton height={74} radius="lg" />;
  const totals = totalsByCurrency(data.refundSummary);
  if (totals.length === 0) return null;
  const hidden = totals.length - SHOWN_AT_FIRST;
  return (
    <Group gap="sm" component="section" aria-label="Given back, without failed and canceled refunds">
      {totals.slice(0, all ? undefined : SHOWN_AT_FIRST).map((total) => (
        <Total key={total.currency} total={total} />
      ))}
      {hidden > 0 && (
        <Button variant="subtle" size="xs" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Fewer currencies' : `${hidden} more currencies`}
        </Button>
      )}
    </Group>
  );
}

const Total = ({ total }: { readonly total: CurrencyTotal }) => (
  <Paper withBorder radius="lg" px="md" py="xs" miw={140}>
    <Text fw={650} size="lg">
      {total.amount === null ? 'Too large' : <Amount amount={total.amount} of={total} />}
    </Text>
    <Text size="xs" c="dimmed">
      {total.count === 1 ? '1 refund' : `${total.count.toLocaleString('en-US')} refunds`} in{' '}
      {total.currency.toUpperCase()}
    </Text>
  </Paper>
);
