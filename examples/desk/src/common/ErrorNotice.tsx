import { Button, Group, Stack, Text } from '@mantine/core';
import type { CombinedError } from 'urql';
import { problemOf } from '../gateway/problem';
import { Notice } from './Notice';

/** Why a request failed, with what an operator needs to find it in the log. */
export function ErrorNotice({
  error,
  onRetry,
}: {
  readonly error: CombinedError;
  readonly onRetry?: () => void;
}) {
  const { title, message, code, requestId } = problemOf(error);
  return (
    <Notice tone="bad" title={title} urgent>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        <Group gap="md">
          {code && (
            <Text size="xs">
              Code: <code>{code}</code>
            </Text>
          )}
          {requestId && (
            <Text size="xs">
              Request: <code>{requestId}</code>
            </Text>
          )}
        </Group>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Notice>
  );
}
