import {
  ActionIcon,
  Button,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { Keyboard, Moon, Sun } from 'lucide-react';
import { signOut, useSession } from '../gateway/session';
import { useViewer } from '../session/viewer';
import { ShortcutHelp } from './ShortcutHelp';
import { useShortcuts } from './useShortcuts';

/** Who works here, the shortcuts, and the theme. */
export function HeaderTools() {
  const { name } = useViewer();
  const { key } = useSession();
  const { help, openHelp, closeHelp } = useShortcuts();
  return (
    <Group gap="xs" wrap="nowrap">
      {name && (
        <Text size="sm" c="dimmed" visibleFrom="xs" data-viewer>
          {name}
        </Text>
      )}
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Shortcuts"
        title="Shortcuts (?)"
        onClick={openHelp}
        visibleFrom="xs"
      >
        <Keyboard size={17} aria-hidden />
      </ActionIcon>
      <ThemeSwitch />
      {key !== null && (
        <Button variant="default" size="xs" h={34} onClick={signOut}>
          Sign out
        </Button>
      )}
      <ShortcutHelp opened={help} onClose={closeHelp} />
    </Group>
  );
}

function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={isDark ? 'Use the light theme' : 'Use the dark theme'}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      {isDark ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
    </ActionIcon>
  );
}
