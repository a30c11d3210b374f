import { MultiSelect } from '@mantine/core';
import { useUrlValues } from './useUrlValues';

/** A filter of which several values can be chosen. The URL keeps them, separated by commas. */
export function ChoiceFilter(props: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}) {
  const { params, change } = useUrlValues();
  const chosen = params.get(props.name)?.split(',').filter(Boolean) ?? [];
  return (
    <MultiSelect
      label={props.label}
      placeholder={chosen.length === 0 ? 'Any' : ''}
      data={props.choices}
      value={chosen}
      onChange={(values) => change({ [props.name]: values.join(',') })}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${props.label.toLowerCase()}` }}
      hidePickedOptions
    />
  );
}
