import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useMay } from '../session/viewer';
import { useUrlValues } from './useUrlValues';

/** As much as the gateway searches for. */
const LONGEST_SEARCH = 512;

/**
 * Takes what an agent has in hand. The gateway finds out what it is: the desk does not sort ids from names. It searches
 * when one presses Enter, or leaves the field.
 */
export function SearchField({ label }: { readonly label: string }) {
  const { params, change } = useUrlValues();
  const seesPeople = useMay('customers:read');
  const value = params.get('search') ?? '';
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const search = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== value) change({ search: text.trim() });
  };
  return (
    <form onSubmit={search}>
      <search>
        <TextInput
          type="search"
          aria-label={label}
          placeholder={
            seesPeople
              ? 'Order number, e-mail, name, last four digits, or any id'
              : 'Order number, last four digits, or any id'
          }
          maxLength={LONGEST_SEARCH}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => search()}
          leftSection={<Search size={16} aria-hidden />}
          rightSection={
            text && (
              <CloseButton
                size="sm"
                aria-label="Clear the search"
                onClick={() => {
                  setText('');
                  change({ search: null });
                }}
              />
            )
          }
          data-shortcut="search"
          enterKeyHint="search"
        />
      </search>
    </form>
  );
}
