import { openPort } from './open-port.js';
import { type TestGateway, testGateway } from './test-gateway.js';

/** A gateway with its own port, for tests that need a socket. */
export function listeningGateway(options?: Parameters<typeof testGateway>[0]): {
  readonly gateway: TestGateway;
  /** The address of `/graphql`. */
  url(): string;
} {
  const gateway = testGateway(options);
  const port = openPort(gateway);
  return { gateway, url: () => `${port.url}/graphql` };
}
