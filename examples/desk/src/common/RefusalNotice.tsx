import { Stack, Text } from '@mantine/core';
import type { RefundErrorCode } from '../generated/graphql';
import { refusalWords } from '../messages/refusals';
import { Notice } from './Notice';

export interface Refusal {
  readonly code: RefundErrorCode;
  readonly message: string;
}

/** Why the gateway refuses something, in words. */
export function RefusalNotice({
  refusal,
  urgent = true,
}: {
  readonly refusal: Refusal;
  readonly urgent?: boolean;
}) {
  const { title, advice } = refusalWords(refusal.code);
  return (
    <Notice tone="warn" title={title} urgent={urgent}>
      <Stack gap={4}>
        <Text size="sm">{refusal.message}</Text>
        {advice && <Text size="sm">{advice}</Text>}
      </Stack>
    </Notice>
  );
}
