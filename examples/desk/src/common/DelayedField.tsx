import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useUrlValues } from './useUrlValues';

const TYPING_PAUSE_MS = 400;

/** A filter that one types. The list follows when one pauses. */
export function DelayedField(props: {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
}) {
  const { params, change } = useUrlValues();
  const value = params.get(props.name) ?? '';
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const follow = useDebouncedCallback(
    (next: string) => change({ [props.name]: next.trim() }),
    TYPING_PAUSE_MS,
  );
  return (
    <TextInput
      label={props.label}
      placeholder={props.placeholder}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        follow(event.currentTarget.value);
      }}
    />
  );
}
