import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { Amount } from '../common/Amount';
import { ErrorNotice } from '../common/ErrorNotice';
import { Fact, Facts } from '../common/Facts';
import { RefusalNotice } from '../common/RefusalNotice';
import type { RefundPreviewInput, RefundPreviewQuery } from '../generated/graphql';
import { refundStatuses } from '../messages/refunds';
import { ApprovalNeeded } from './ApprovalNeeded';
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
  if (preview.__typename === 'RefundLimitExceededError') return <ApprovalNeeded refusal={preview} />;
  if (preview.__typename !== 'RefundPreview') return <RefusalNotice refusal={preview} urgent={false} />;
  const { currency } = preview;
  return (
    <Paper withBorder radius="md" p="md" data-preview>
      <Stack gap="xs">
        <Text fw={600} size="sm">
          What will happen
        </Text>
        <Facts>
          <Fact name="Goes back">
            <Amount amount={preview.amount} currency={currency} />
          </Fact>
          <Fact name="Left afterwards">
            <Amount amount={preview.amountRefundableAfter} currency={currency} />
          </Fact>
          <Fact name="Begins as">
            {refundStatuses[preview.status].label}: {refundStatuses[preview.status].meaning}
          </Fact>
          <Fact name="Fee returned">
            {preview.applicationFeeRefundAmount == null ? null : (
              <Amount amount={preview.applicationFeeRefundAmount} currency={currency} />
            )}
          </Fact>
          <Fact name="Transfer reversed">
            {preview.transferReversalAmount == null ? null : (
              <Amount amount={preview.transferReversalAmount} currency={currency} />
            )}
          </Fact>
        </Facts>
      </Stack>
    </Paper>
  );
}
