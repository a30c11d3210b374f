import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../common/ErrorNotice';
import { RefusalNotice } from '../common/RefusalNotice';
import type { ApprovalRowFragment } from '../generated/graphql';
import { formatAmount } from '../money/currency';
import type { Decision } from './Decide';
import { useDecision } from './useDecision';

const LONGEST_NOTE = 512;

/** Asks for a note, and decides. */
export function DecisionDialog(props: {
  readonly approval: ApprovalRowFragment;
  readonly decision: Decision | null;
  readonly onClose: () => void;
}) {
  const { approval, decision, onClose } = props;
  const [note, setNote] = useState('');
  const { decide, error, refusal, fetching } = useDecision(approval.id);
  const amount = formatAmount(approval.amount, approval);
  const approves = decision === 'approve';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (decision && (await decide(decision, note.trim() || null))) onClose();
  };
  return (
    <Modal
      opened={decision !== null}
      onClose={onClose}
      title={approves ? `Approve ${amount}?` : `Reject ${amount}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            {approves
              ? 'The refund is made at once, if the rules still allow it.'
              : 'The refund is never made.'}
          </Text>
          <Textarea
            label="Note"
            description={`${approval.requestedBy ?? 'Who asked'} can read it.`}
            maxLength={LONGEST_NOTE}
            autosize
            minRows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            data-autofocus
          />
          {refusal && <RefusalNotice refusal={refusal} />}
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={fetching}>
              {approves ? 'Approve' : 'Reject'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
