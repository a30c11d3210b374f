import { NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { EmptyState } from '../common/EmptyState';
import { Loaded } from '../common/Loaded';
import { Screen } from '../common/Screen';
import { useUrlValues } from '../common/useUrlValues';
import type { OverviewQuery } from '../generated/graphql';
import { useLiveQuery } from '../live/useLiveQuery';
import { byFrequency } from './currencies';
import { lastDays } from './days';
import { overviewQuery } from './documents';
import { Headlines } from './Headlines';
import { RefundsByDay } from './RefundsByDay';
import { RefundsByReason } from './RefundsByReason';

/** As many as fit on a phone. The others are in the list of refunds. */
const MOST_CURRENCIES = 5;
const PERIODS = ['30', '90', '365'];

/** What happened lately, as charts and as tables. */
export default function OverviewScreen() {
  const { params, change } = useUrlValues();
  const asked = params.get('days') ?? '';
  const days = PERIODS.includes(asked) ? Number(asked) : 90;
  const period = useMemo(() => lastDays(days, Date.now()), [days]);
  const filter = { created: { gte: `${period[0]}T00:00:00Z` } };
  const result = useLiveQuery({ query: overviewQuery, variables: { filter } });
  return (
    <Screen
      title="Overview"
      actions={
        <NativeSelect
          aria-label="Period"
          data={PERIODS.map((value) => ({ value, label: `Last ${value} days` }))}
          value={String(days)}
          onChange={(event) => change({ days: event.currentTarget.value })}
        />
      }
    >
      <Loaded result={result}>{(data) => <Overview data={data} period={period} />}</Loaded>
    </Screen>
  );
}

function Overview({ data, period }: { readonly data: OverviewQuery; readonly period: readonly string[] }) {
  const { params, change } = useUrlValues();
  const units = byFrequency(data.byStatus).slice(0, MOST_CURRENCIES);
  const asked = params.get('currency');
  const unit = units.find(({ currency }) => currency === asked) ?? units[0];
  if (!unit) return <EmptyState title="No refunds in this period">Choose a longer period.</EmptyState>;
  return (
    <>
      <SegmentedControl
        aria-label="Currency"
        data={units.map(({ currency }) => ({ value: currency, label: currency.toUpperCase() }))}
        value={unit.currency}
        onChange={(value) => change({ currency: value })}
        mb="md"
        style={{ alignSelf: 'flex-start' }}
      />
      <Headlines rows={data.byStatus} unit={unit} />
      <Stack gap="lg" mt="lg">
        <RefundsByDay rows={data.byDay} period={period} unit={unit} />
        <RefundsByReason rows={data.byReason} unit={unit} />
      </Stack>
    </>
  );
}
