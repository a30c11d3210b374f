import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { type TestGateway, testGateway } from './test-gateway.js';

/** A gateway with a port of its own, for what needs a socket. */
export function listeningGateway(options?: Parameters<typeof testGateway>[0]): {
  readonly gateway: TestGateway;
  /** The address of `/graphql`. */
  url(): string;
} {
  const gateway = testGateway(options);
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(gateway.server.address() as AddressInfo).port}/graphql`;
  });
  afterAll(() => {
    if (!url) return;
    gateway.server.closeAllConnections();
    gateway.server.close();
  });
  return { gateway, url: () => url };
}
