import { TextInput } from '@mantine/core';
import { useUrlValues } from './useUrlValues';

/** From which day on, and up to which day. */
export function DayRange() {
  const { params, change } = useUrlValues();
  return (['from', 'to'] as const).map((name) => (
    <TextInput
      key={name}
      type="date"
      label={name === 'from' ? 'From' : 'Up to'}
      value={params.get(name) ?? ''}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  ));
}
