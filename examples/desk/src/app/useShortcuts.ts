import { useDisclosure } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { screens } from './screens';
import { useShortcutSetting } from './shortcut-setting';

/** How long "g" waits for its second key. */
const SEQUENCE_MS = 1_500;

/** The keys of the desk. They do nothing while one types or a dialog is open. */
export function useShortcuts() {
  const [help, { open, close }] = useDisclosure();
  const [, navigate] = useLocation();
  const [enabled] = useShortcutSetting();
  const goSince = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      if (event.key === '?') return open();
      if (!enabled) return;
      const goes = Date.now() - goSince.current < SEQUENCE_MS;
      goSince.current = event.key === 'g' ? Date.now() : 0;
      const screen = goes && screens.find(({ letter }) => letter === event.key);
      if (screen) navigate(screen.path);
      else if (event.key === '/') act(event, 'search');
      else if (event.key === 'f') act(event, 'refund')?.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled, navigate, open]);
  return { help, openHelp: open, closeHelp: close };
}

/** Focuses what the key is for. A dialog that it opens gives the focus back to it. */
function act(event: KeyboardEvent, name: string): HTMLElement | null {
  const element = document.querySelector<HTMLElement>(`[data-shortcut="${name}"]`);
  if (element) event.preventDefault();
  element?.focus();
  return element;
}

const isBusy = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement && target.closest('input, textarea, select') !== null) ||
  document.querySelector('[role="dialog"]') !== null;
