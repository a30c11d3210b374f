import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import { ConnectionNotice } from '../live/ConnectionNotice';
import { HeaderTools } from './HeaderTools';
import { Menu } from './Menu';
import { SandboxNotice } from './SandboxNotice';
import classes from './Shell.module.css';

/** The frame around every screen: what desk this is, where one can go, and what is going on. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [menuOpen, { toggle, close }] = useDisclosure();
  const [location] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen closes the menu of a phone
  useEffect(close, [location]);
  return (
    <AppShell
      header={{ height: { base: 92, sm: 90 } }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !menuOpen } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a href="#main" className={classes.skip}>
        Go to the content
      </a>
      <AppShell.Header>
        <SandboxNotice />
        <Group h={56} px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={menuOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={menuOpen ? 'Close the menu' : 'Open the menu'}
            />
            <img src="/icon.svg" alt="" width={26} height={26} />
            <Text fw={680} size="md">
              Refund desk
            </Text>
          </Group>
          <HeaderTools />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Menu />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main ?? ''}>
        <ConnectionNotice />
        <div className={classes.content}>{children}</div>
      </AppShell.Main>
    </AppShell>
  );
}
