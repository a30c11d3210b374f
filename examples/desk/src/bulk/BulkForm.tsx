import {
  Button,
  FileButton,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'wouter';
import { ReasonCodeField } from '../refund-dialog/ReasonCodeField';
import { LONGEST_NOTE } from '../refund-dialog/ReasonFields';
import { useViewer } from '../session/viewer';
import type { BatchTerms } from './batch';
import { MOST_LINES } from './parse-lines';

/** A list of refunds, pasted or from a file, with a name for it and what goes for all of its lines. */
export function BulkForm(props: {
  readonly isChecking: boolean;
  readonly onCheck: (text: string, terms: BatchTerms) => void;
}) {
  const [params] = useSearchParams();
  const [text, setText] = useState(() => (params.get('charges') ?? '').split(',').filter(Boolean).join('\n'));
  const [terms, setTerms] = useState<BatchTerms>({ name: '', reasonCode: '', note: '' });
  const change = (part: Partial<BatchTerms>) => setTerms({ ...terms, ...part });
  const { reasonCodeRequired, noteRequired } = useViewer();
  const isIncomplete =
    text.trim() === '' ||
    (reasonCodeRequired && terms.reasonCode.trim() === '') ||
    (noteRequired && terms.note.trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, reasonCode, note } = terms;
    props.onCheck(text, { name: name.trim(), reasonCode: reasonCode.trim(), note: note.trim() });
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
            value={terms.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            maw={520}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} maw={720}>
            <ReasonCodeField
              value={terms.reasonCode}
              onChange={(reasonCode) => change({ reasonCode })}
              disabled={false}
            />
            <TextInput
              label="Note for colleagues"
              maxLength={LONGEST_NOTE}
              value={terms.note}
              onChange={(event) => change({ note: event.currentTarget.value })}
              required={noteRequired}
            />
          </SimpleGrid>
          <Group justify="space-between">
            <FileButton onChange={readFile} accept="text/csv,text/plain,.csv,.txt">
              {(button) => (
                <Button variant="default" {...button}>
                  Choose a file
                </Button>
              )}
            </FileButton>
            <Button type="submit" loading={props.isChecking} disabled={isIncomplete}>
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
