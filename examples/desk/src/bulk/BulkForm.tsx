import { Button, FileButton, Group, Paper, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'wouter';
import { MOST_LINES } from './parse-lines';

/** A list of refunds, pasted or from a file, and a name for it. */
export function BulkForm(props: {
  readonly isChecking: boolean;
  readonly onCheck: (text: string, name: string) => void;
}) {
  const [params] = useSearchParams();
  const [text, setText] = useState(() => (params.get('charges') ?? '').split(',').filter(Boolean).join('\n'));
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onCheck(text, name.trim());
  };
  const readFile = async (file: File | null) => {
    if (file) setText(await file.text());
  };
  return (
    <Paper withBorder radius="lg" p="lg">
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label="List of refunds"
            description={`One a line: charge, amount, reason. Without an amount, all that is left. Up to ${MOST_LINES} lines.`}
            placeholder={'ch_1NirD82eZvKYlo2CIvbtLWuY, 10.00, REQUESTED_BY_CUSTOMER'}
            autosize
            minRows={8}
            maxRows={16}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
            required
          />
          <TextInput
            label="Name of this batch"
            description="The same list under the same name is never refunded twice. Leave it empty, or give a new name to refund the list once more."
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maw={520}
          />
          <Group justify="space-between">
            <FileButton onChange={readFile} accept="text/csv,text/plain,.csv,.txt">
              {(button) => (
                <Button variant="default" {...button}>
                  Choose a file
                </Button>
              )}
            </FileButton>
            <Button type="submit" loading={props.isChecking} disabled={text.trim() === ''}>
              Check the list
            </Button>
          </Group>
          <Text size="sm" c="dimmed">
            Checking changes nothing.
          </Text>
        </Stack>
      </form>
    </Paper>
  );
}
