import { NativeSelect } from '@mantine/core';
import { ChoiceFilter } from '../common/ChoiceFilter';
import { DayRange } from '../common/DayRange';
import { FilterPanel } from '../common/FilterPanel';
import { useUrlValues } from '../common/useUrlValues';
import { chargeStatuses } from '../messages/charges';
import { CHARGE_FILTERS } from './filter';

const statuses = Object.entries(chargeStatuses).map(([value, { label }]) => ({ value, label }));
const refundable = [
  { value: '', label: 'Any' },
  { value: 'yes', label: 'Can be refunded now' },
  { value: 'no', label: 'Cannot be refunded' },
];

/** What one can narrow the list of charges by. */
export function ChargeFilters() {
  const { params, change } = useUrlValues();
  return (
    <FilterPanel names={CHARGE_FILTERS}>
      <ChoiceFilter name="status" label="Status" choices={statuses} />
      <NativeSelect
        label="Refundable"
        data={refundable}
        value={params.get('refundable') ?? ''}
        onChange={(event) => change({ refundable: event.currentTarget.value })}
      />
      <DayRange />
    </FilterPanel>
  );
}
