import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { ErrorNotice } from '../common/ErrorNotice';
import { Fact, Facts } from '../common/Facts';
import { Notice } from '../common/Notice';
import { RefusalNotice } from '../common/RefusalNotice';
import type { RefundPreviewInput, RefundPreviewQuery } from '../generated/graphql';
import { refundStatuses } from '../messages/refunds';
import { usePreview } from './usePreview';

/** What would happen, decided by the gateway itself and not by this page. */
export function PreviewPanel({ input }: { readonly input: RefundPreviewInput | null }) {
  const { data, error } = usePreview(input);
  if (!input) return null;
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={92} radius="md" aria-label="The preview is loading" />;
  return (
    <div aria-live="polite">
      <Preview preview={data.refundPreview} />
    </div>
  );
}

function Preview({ preview }: { readonly preview: RefundPreviewQuery['refundPreview'] }) {
  if (preview.__typename !== 'RefundPreview') return <RefusalNotice refusal={preview} urgent={false} />;
  return (
    <Paper withBorder radius="md" p="md" data-preview>
      <Stack gap="xs">
        {preview.approvalRequired && (
          <Notice tone="info" title="It will wait for approval by somebody else">
            {preview.approvalMessage}
          </Notice>
        )}
        <Text fw={600} size="sm">
          {preview.approvalRequired ? 'What will happen once it is approved' : 'What will happen'}
        </Text>
        <Facts>
          <Fact name="Goes back">
            <Amount amount={preview.amount} of={preview} />
          </Fact>
          <Fact name="Left afterwards">
            <Amount amount={preview.amountRefundableAfter} of={preview} />
          </Fact>
          <Fact name="Begins as">
            {refundStatuses[preview.status].label}: {refundStatuses[preview.status].meaning}
          </Fact>
          <Fact name="Fee returned">
            {preview.applicationFeeRefundAmount == null ? null : (
              <Amount amount={preview.applicationFeeRefundAmount} of={preview} />
            )}
          </Fact>
          <Fact name="Transfer reversed">
            {preview.transferReversalAmount == null ? null : (
              <Amount amount={preview.transferReversalAmount} of={preview} />
            )}
          </Fact>
        </Facts>
      </Stack>
    </Paper>
  );
}
