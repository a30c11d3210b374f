import { Button, Group, Text } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useUrlValues } from './useUrlValues';

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
}

/** Goes to the pages before and after. The URL keeps the place. */
export function Pager({ pageInfo, total }: { readonly pageInfo: PageInfo; readonly total: string }) {
  const { change } = useUrlValues();
  return (
    <Group justify="space-between" p="sm" px="md" component="nav" aria-label="Pages">
      <Text size="sm" c="dimmed">
        {total}
      </Text>
      {(pageInfo.hasPreviousPage || pageInfo.hasNextPage) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            leftSection={<ChevronLeft size={14} aria-hidden />}
            disabled={!pageInfo.hasPreviousPage}
            onClick={() => change({ before: pageInfo.startCursor ?? null })}
          >
            Previous
          </Button>
          <Button
            variant="default"
            size="xs"
            rightSection={<ChevronRight size={14} aria-hidden />}
            disabled={!pageInfo.hasNextPage}
            onClick={() => change({ after: pageInfo.endCursor ?? null })}
          >
            Next
          </Button>
        </Group>
      )}
    </Group>
  );
}
