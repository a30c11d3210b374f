import { ChoiceFilter } from '../common/ChoiceFilter';
import { DayRange } from '../common/DayRange';
import { DelayedField } from '../common/DelayedField';
import { FilterPanel } from '../common/FilterPanel';
import { refundReasons, refundStatuses } from '../messages/refunds';
import { REFUND_FILTERS } from './filter';

const statuses = Object.entries(refundStatuses).map(([value, { label }]) => ({ value, label }));
const reasons = Object.entries(refundReasons).map(([value, label]) => ({ value, label }));

/** What one can narrow the list of refunds by. */
export const RefundFilters = () => (
  <FilterPanel names={REFUND_FILTERS}>
    <ChoiceFilter name="status" label="Status" choices={statuses} />
    <ChoiceFilter name="reason" label="Reason" choices={reasons} />
    <DelayedField name="currency" label="Currency" placeholder="Any, such as eur" />
    <DelayedField name="min" label="Amount from" placeholder="0.00" />
    <DelayedField name="max" label="Amount up to" placeholder="0.00" />
    <DayRange />
  </FilterPanel>
);
