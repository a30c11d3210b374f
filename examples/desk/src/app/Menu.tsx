import { NavLink } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useViewer } from '../session/viewer';
import { screens } from './screens';

/** The screens that this person may use. */
export function Menu() {
  const { scopes } = useViewer();
  const [location] = useLocation();
  return (
    <nav aria-label="Screens">
      {screens
        .filter(({ scope }) => scopes.includes(scope))
        .map(({ path, name, Icon }) => {
          const isHere = path === '/' ? location === '/' : location.startsWith(path);
          return (
            <NavLink
              key={path}
              component={Link}
              href={path}
              label={name}
              leftSection={<Icon size={17} aria-hidden />}
              active={isHere}
              aria-current={isHere ? 'page' : undefined}
              style={{ borderRadius: 8 }}
              mb={2}
            />
          );
        })}
    </nav>
  );
}
