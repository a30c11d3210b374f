import { NativeSelect, TextInput } from '@mantine/core';
import { inWords } from '../messages/disputes';
import { useViewer } from '../session/viewer';

interface Props {
  readonly value: string;
  readonly onChange: (reasonCode: string) => void;
  readonly disabled: boolean;
}

/** The operator's own reason: one of a list if the gateway's policy has one, else any text. */
export function ReasonCodeField({ value, onChange, disabled }: Props) {
  const { reasonCodes, reasonCodeRequired } = useViewer();
  const shared = { label: 'Reason code', value, disabled, required: reasonCodeRequired };
  if (!reasonCodes)
    return (
      <TextInput
        {...shared}
        placeholder="Your own, if you have some"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const none = { value: '', label: reasonCodeRequired ? 'Choose one' : 'None' };
  return (
    <NativeSelect
      {...shared}
      data={[none, ...reasonCodes.map((code) => ({ value: code, label: inWords(code) }))]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
