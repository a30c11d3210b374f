import { Progress, Stack, Text } from '@mantine/core';
import { ErrorNotice } from '../common/ErrorNotice';
import { Notice } from '../common/Notice';
import { Screen } from '../common/Screen';
import { useMay } from '../session/viewer';
import { BatchPanel } from './BatchPanel';
import { BulkForm } from './BulkForm';
import { useBatch } from './useBatch';

/** Many refunds at once: paste a list, check it, send it, and see what became of each line. */
export function BulkScreen() {
  const mayRefund = useMay('refunds:write');
  const batch = useBatch();
  const { lines, work, progress, error } = batch;
  if (!mayRefund)
    return (
      <Screen title="Bulk refunds">
        <Notice tone="info" title="You can look, but not refund">
          Your key does not have the scope refunds:write.
        </Notice>
      </Screen>
    );
  return (
    <Screen title="Bulk refunds">
      <Stack gap="lg">
        {lines.length === 0 && <BulkForm isChecking={work === 'checking'} onCheck={batch.check} />}
        {work && (
          <div role="status">
            <Text size="sm" mb={6}>
              {work === 'checking' ? 'Checking' : 'Refunding'}: {progress.done} of {progress.of}
            </Text>
            <Progress
              value={progress.of === 0 ? 0 : (progress.done / progress.of) * 100}
              aria-label={work === 'checking' ? 'Checked lines' : 'Refunded lines'}
            />
          </div>
        )}
        {error && <ErrorNotice error={error} />}
        {lines.length > 0 && (
          <BatchPanel lines={lines} isBusy={work !== null} onSend={batch.send} onClear={batch.clear} />
        )}
      </Stack>
    </Screen>
  );
}
