import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApprovalRowFragment } from '../generated/graphql';
import { useMay, useViewer } from '../session/viewer';
import { DecisionDialog } from './DecisionDialog';

export type Decision = 'approve' | 'reject';

/** The buttons to decide, or why this person cannot. */
export function Decide({ approval }: { readonly approval: ApprovalRowFragment }) {
  const [decision, setDecision] = useState<Decision | null>(null);
  const { name } = useViewer();
  const mayApprove = useMay('refunds:approve');
  const obstacle = !mayApprove
    ? 'Your key cannot approve refunds.'
    : name === approval.requestedBy
      ? 'You asked for this refund. Somebody else must decide.'
      : null;
  if (obstacle)
    return (
      <Text size="sm" c="dimmed">
        {obstacle}
      </Text>
    );
  return (
    <>
      <Group gap="sm">
        <Button onClick={() => setDecision('approve')}>Approve</Button>
        <Button variant="default" onClick={() => setDecision('reject')}>
          Reject
        </Button>
      </Group>
      <DecisionDialog approval={approval} decision={decision} onClose={() => setDecision(null)} />
    </>
  );
}
