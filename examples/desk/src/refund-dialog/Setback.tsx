import { Button, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import { RefusalNotice } from '../common/RefusalNotice';
import { formatAmount, type Unit } from '../money/currency';
import type { Progress } from './useRefund';

/** Why there is no refund yet, and what to do about it. */
export function Setback(props: {
  readonly progress: Progress;
  readonly unit: Unit;
  readonly onSeen: (amountRefundable: number) => void;
}) {
  const { progress, unit, onSeen } = props;
  if (progress.step === 'failed') return <ErrorNotice error={progress.error} />;
  if (progress.step === 'unknown')
    return (
      <Stack gap="xs">
        <Notice tone="warn" title="Nobody knows yet whether the refund was made" urgent>
          The answer was lost on its way. Ask again: it is the same request, so there will be one refund and
          not two.
        </Notice>
        <ErrorNotice error={progress.error} />
      </Stack>
    );
  if (progress.step !== 'answered' || !('code' in progress.result)) return null;
  const { result } = progress;
  if (result.__typename !== 'AmountRefundableChangedError') return <RefusalNotice refusal={result} />;
  return (
    <Notice tone="warn" title="Somebody else was faster" urgent>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Nothing was refunded. Meanwhile {formatAmount(result.amountRefundable, unit)} is left of the charge.
        </Text>
        <Button size="xs" variant="default" onClick={() => onSeen(result.amountRefundable)}>
          Go on with {formatAmount(result.amountRefundable, unit)} left
        </Button>
      </Stack>
    </Notice>
  );
}
