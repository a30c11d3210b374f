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
import { useMay } from '../session/viewer';
import { ChargeFilters } from './ChargeFilters';
import { ChargeTable } from './ChargeTable';
import { chargesQuery } from './documents';
import { chargeFilterOf } from './filter';
import { SelectedCharges } from './SelectedCharges';
import { useSelection } from './useSelection';

/** All charges, with search and filters. */
export function ChargesScreen() {
  const { params } = useUrlValues();
  const { order } = useOrder();
  const filter = useMemo(() => chargeFilterOf(params), [params]);
  const people = useMay('customers:read');
  const variables = { ...usePage(), filter, orderBy: order, people };
  const result = useLiveQuery({ query: chargesQuery, variables });
  const { ids, toggle, clear } = useSelection();
  const selection = useMay('refunds:write') ? { ids, toggle } : null;
  return (
    <Screen title="Charges" actions={<CsvButton list="charges" filter={filter} />}>
      <Stack gap="sm">
        <SearchField label="Search charges" />
        <ChargeFilters />
      </Stack>
      <Paper withBorder radius="lg">
        <Loaded result={result}>
          {({ charges }) =>
            charges.nodes.length === 0 ? (
              <EmptyState title="No charges here">
                No charge matches this search and these filters.
              </EmptyState>
            ) : (
              <>
                <SelectedCharges ids={ids} onClear={clear} />
                <ChargeTable charges={charges.nodes} selection={selection} people={people} />
                <Pager
                  pageInfo={charges.pageInfo}
                  total={`${charges.totalCount.toLocaleString('en-US')} charges`}
                />
              </>
            )
          }
        </Loaded>
      </Paper>
    </Screen>
  );
}
