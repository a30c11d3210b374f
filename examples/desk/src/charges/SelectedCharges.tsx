import { Button, Group, Text } from '@mantine/core';
import { useLocation } from 'wouter';

/** What can be done with the charges that are selected. */
export function SelectedCharges(props: { readonly ids: readonly string[]; readonly onClear: () => void }) {
  const [, navigate] = useLocation();
  const { ids, onClear } = props;
  if (ids.length === 0) return null;
  return (
    <Group justify="space-between" px="md" py="xs" role="status">
      <Text size="sm">{ids.length === 1 ? '1 charge selected' : `${ids.length} charges selected`}</Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onClear}>
          Select none
        </Button>
        <Button size="xs" onClick={() => navigate(`/bulk?charges=${ids.join(',')}`)}>
          Refund them
        </Button>
      </Group>
    </Group>
  );
}
