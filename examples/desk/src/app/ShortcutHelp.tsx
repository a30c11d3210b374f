import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import { Fragment } from 'react';
import { screens } from './screens';
import { useShortcutSetting } from './shortcut-setting';

const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['?'], does: 'Show this list' },
  { keys: ['/'], does: 'Search' },
  { keys: ['f'], does: 'Refund the charge' },
  ...screens.map(({ letter, name }) => ({ keys: ['g', letter], does: `Go to ${name}` })),
  { keys: ['Esc'], does: 'Close a dialog' },
];

/** All shortcuts, and how to turn them off. */
export function ShortcutHelp({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [enabled, setEnabled] = useShortcutSetting();
  return (
    <Modal opened={opened} onClose={onClose} title="Shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="sm">
        {shortcuts.map(({ keys, does }) => (
          <Group key={does} justify="space-between">
            <Text size="sm">{does}</Text>
            <Group gap={6}>
              {keys.map((key, place) => (
                <Fragment key={key}>
                  {place > 0 && (
                    <Text span size="xs" c="dimmed">
                      then
                    </Text>
                  )}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </Group>
          </Group>
        ))}
        <Switch
          label="Use shortcuts of a single letter"
          checked={enabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  );
}
