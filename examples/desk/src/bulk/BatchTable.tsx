import { Table, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { Id } from '../common/Id';
import { StatusBadge } from '../common/StatusBadge';
import { TextLink } from '../common/TextLink';
import type { Tone } from '../common/tone';
import { type BatchLine, type LineState, sumOf } from './batch';

/** Each line of a batch with its result. */
export const BatchTable = ({ lines }: { readonly lines: readonly BatchLine[] }) => (
  <Table verticalSpacing="xs" horizontalSpacing="md">
    <Table.Thead>
      <Table.Tr>
        <Table.Th ta="right">Line</Table.Th>
        <Table.Th visibleFrom="sm">Charge</Table.Th>
        <Table.Th ta="right">Amount</Table.Th>
        <Table.Th>Result</Table.Th>
      </Table.Tr>
    </Table.Thead>
    <Table.Tbody>
      {lines.map((batchLine) => (
        <BatchRow key={batchLine.line.number} batchLine={batchLine} />
      ))}
    </Table.Tbody>
  </Table>
);

function BatchRow({ batchLine: { line, state } }: { readonly batchLine: BatchLine }) {
  const sum = sumOf(state);
  return (
    <Table.Tr data-line={line.number} data-step={state.step}>
      <Table.Td ta="right">{line.number}</Table.Td>
      <Table.Td visibleFrom="sm">
        <Id>{line.charge}</Id>
      </Table.Td>
      <Table.Td ta="right">{sum && <Amount amount={sum.amount} of={sum} />}</Table.Td>
      <Table.Td>
        <LineBadge state={state} />
      </Table.Td>
    </Table.Tr>
  );
}

const labels: Record<LineState['step'], { readonly label: string; readonly tone: Tone }> = {
  faulty: { label: 'Left out', tone: 'bad' },
  ready: { label: 'Ready', tone: 'info' },
  refused: { label: 'Refused', tone: 'bad' },
  unknown: { label: 'Unknown', tone: 'warn' },
  done: { label: 'Refunded', tone: 'good' },
  waiting: { label: 'Waits for approval', tone: 'warn' },
};

function LineBadge({ state }: { readonly state: LineState }) {
  return (
    <>
      <StatusBadge {...labels[state.step]} />{' '}
      {state.step === 'done' && (
        <TextLink to={`/refunds/${state.refund}`} size="sm">
          {state.replay ? 'made before' : 'see the refund'}
        </TextLink>
      )}
      {state.step === 'unknown' && (
        <Text span size="sm">
          The answer was lost. Trying again makes no second refund.
        </Text>
      )}
      {(state.step === 'faulty' || state.step === 'refused') && (
        <Text span size="sm">
          {state.step === 'faulty' ? state.fault : state.message}
        </Text>
      )}
    </>
  );
}
