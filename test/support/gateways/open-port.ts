import { once } from 'node:events';
import { afterAll, beforeAll } from 'vitest';
import { connection } from '../clients/connection.js';
import type { TestGateway } from './test-gateway.js';

/** Opens a port for a gateway while the tests of a file run, for tests that need real sockets. */
export function openPort(gateway: Pick<TestGateway, 'server'>) {
  let port = 0;
  beforeAll(async () => {
    const { server } = gateway;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterAll(() => {
    if (port === 0) return;
    gateway.server.closeAllConnections();
    gateway.server.close();
  });
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    connect: () => connection(port),
  };
}
