import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';

/** Searches when one presses Enter, or leaves the field. */
export function SearchField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}) {
  const { value, onSearch } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const search = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== value) onSearch(text.trim());
  };
  return (
    <form onSubmit={search}>
      <search>
        <TextInput
          type="search"
          aria-label={props.label}
          placeholder={props.placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => search()}
          leftSection={<Search size={16} aria-hidden />}
          rightSection={
            text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => onSearch('')} />
          }
          data-shortcut="search"
          enterKeyHint="search"
        />
      </search>
    </form>
  );
}
