import { Button, Group, Paper, Text } from '@mantine/core';
import { formatAmount } from '../money/currency';
import { BatchTable } from './BatchTable';
import { type BatchLine, canBeSent, sumOf } from './batch';

/** A batch that is checked: what it adds up to, the button to send it, and each line. */
export function BatchPanel(props: {
  readonly lines: readonly BatchLine[];
  readonly isBusy: boolean;
  readonly onSend: () => void;
  readonly onClear: () => void;
}) {
  const { lines, isBusy, onSend, onClear } = props;
  const open = lines.filter(canBeSent);
  const isRetry = open.length > 0 && open.every(({ state }) => state.step !== 'ready');
  return (
    <Paper withBorder radius="lg">
      <Group justify="space-between" p="md">
        <Text size="sm" data-batch-summary role="status">
          {summaryOf(lines)}
        </Text>
        <Group gap="sm">
          <Button variant="default" onClick={onClear} disabled={isBusy}>
            Another list
          </Button>
          {open.length > 0 && (
            <Button onClick={onSend} loading={isBusy}>
              {isRetry ? `Try ${open.length} again` : `Refund ${open.length} (${totalOf(open)})`}
            </Button>
          )}
        </Group>
      </Group>
      <BatchTable lines={lines} />
    </Paper>
  );
}

/** Such as "48 refunded, 1 refused, 1 faulty". */
function summaryOf(lines: readonly BatchLine[]): string {
  const count = (step: string) => lines.filter(({ state }) => state.step === step).length;
  const parts: [number, string][] = [
    [count('ready'), 'ready'],
    [count('done'), 'refunded'],
    [count('waiting'), 'waiting for approval'],
    [count('refused'), 'refused'],
    [count('unknown'), 'unknown'],
    [count('faulty'), 'left out'],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, what]) => `${number} ${what}`)
    .join(', ');
}

function totalOf(lines: readonly BatchLine[]): string {
  const totals = new Map<string, NonNullable<ReturnType<typeof sumOf>>>();
  for (const { state } of lines) {
    const sum = sumOf(state);
    if (!sum) continue;
    const before = totals.get(sum.currency)?.amount ?? 0;
    totals.set(sum.currency, { ...sum, amount: before + sum.amount });
  }
  return [...totals.values()].map((sum) => formatAmount(sum.amount, sum)).join(' + ');
}
