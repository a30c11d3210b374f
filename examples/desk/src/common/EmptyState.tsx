import { Stack, Text } from '@mantine/core';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

/** What is shown where a list has no rows: why, and what one can do. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack align="center" gap={6} py={56} px="md" ta="center">
      <SearchX size={28} aria-hidden opacity={0.55} />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed" size="sm" component="div">
        {children}
      </Text>
    </Stack>
  );
}
