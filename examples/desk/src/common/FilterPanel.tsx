import { Button, Collapse, Group, Paper, SimpleGrid } from '@mantine/core';
import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useUrlValues } from './useUrlValues';

/** The filters of a list. They are folded away until one is needed, and say how many are in use. */
export function FilterPanel({
  names,
  children,
}: {
  readonly names: readonly string[];
  readonly children: ReactNode;
}) {
  const { params, change } = useUrlValues();
  const used = names.filter((name) => name !== 'search' && params.get(name)).length;
  const [open, setOpen] = useState(used > 0);
  const panel = useId();
  return (
    <div>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<SlidersHorizontal size={14} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden style={{ rotate: open ? '180deg' : '0deg' }} />}
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
        >
          {used === 0 ? 'Filters' : `Filters (${used})`}
        </Button>
        {used > 0 && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => change(Object.fromEntries(names.map((name) => [name, null])))}
          >
            Clear all
          </Button>
        )}
      </Group>
      <Collapse expanded={open} id={panel}>
        <Paper withBorder radius="lg" p="md" mt="xs">
          <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
            {children}
          </SimpleGrid>
        </Paper>
      </Collapse>
    </div>
  );
}
