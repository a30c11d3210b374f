import { MantineProvider } from '@mantine/core';
import { Live } from '../live/Live';
import { Session } from '../session/Session';
import { Routes } from './Routes';
import { Shell } from './Shell';
import { theme } from './theme';

export const App = () => (
  <MantineProvider theme={theme} defaultColorScheme="auto">
    <Session>
      <Live>
        <Shell>
          <Routes />
        </Shell>
      </Live>
    </Session>
  </MantineProvider>
);
