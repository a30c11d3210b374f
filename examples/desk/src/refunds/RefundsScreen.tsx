import { Paper, Stack } from '@mantine/core';
import { useMemo } from 'react';
import { CsvButton } from '../common/CsvButton';
import { EmptyState } from '../common/EmptyState';
import { Loaded } from '../common/Loaded';
import { Pager } from '../common/Pager';
import { Screen } from '../common/Screen';
import { SearchField } from '../common/SearchField';
import { useOrder } from '../common/useOrder';
import { usePage } from '../common/usePage';
import { useUrlValues } from '../common/useUrlValues';
import { useLiveQuery } from '../live/useLiveQuery';
import { refundsQuery } from './documents';
import { currencyOf, refundFilterOf } from './filter';
import { RefundFilters } from './RefundFilters';
import { RefundTable } from './RefundTable';
import { RefundTotals } from './RefundTotals';
import { useDecimals } from './useDecimals';

/** All refunds, with search, filters and totals. */
export function RefundsScreen() {
  const { params } = useUrlValues();
  const { order } = useOrder();
  const decimals = useDecimals(currencyOf(params));
  const filter = useMemo(() => refundFilterOf(params, decimals), [params, decimals]);
  const result = useLiveQuery({ query: refundsQuery, variables: { ...usePage(), filter, orderBy: order } });
  return (
    <Screen title="Refunds" actions={<CsvButton list="refunds" filter={filter} />}>
      <Stack gap="sm">
        <SearchField label="Search refunds" />
        <RefundFilters />
      </Stack>
      <RefundTotals filter={filter} />
      <Paper withBorder radius="lg">
        <Loaded result={result}>
          {({ refunds }) =>
            refunds.nodes.length === 0 ? (
              <EmptyState title="No refunds here">
                No refund matches this search and these filters.
              </EmptyState>
            ) : (
              <>
                <RefundTable refunds={refunds.nodes} />
                <Pager
                  pageInfo={refunds.pageInfo}
                  total={`${refunds.totalCount.toLocaleString('en-US')} refunds`}
                />
              </>
            )
          }
        </Loaded>
      </Paper>
    </Screen>
  );
}
