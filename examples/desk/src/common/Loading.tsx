import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** The shape of what is coming, while it loads. */
export function Loading({ rows = 8, height = 40 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <Stack gap="xs" p="md" aria-busy role="status">
      <VisuallyHidden>Loading…</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing else
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}
