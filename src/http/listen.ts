import type { Server } from 'node:http';
import { OperatorError } from '../process/operator-error.js';

/** Where a server listens. The port 0 is any free one. */
export interface Address {
  readonly port: number;
  readonly host: string;
}

/** @throws OperatorError PORT_IN_USE, PORT_UNUSABLE */
export function listen(server: Server, { port, host }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new OperatorError(
              'PORT_IN_USE',
              `Port ${port} of ${host} is in use. Stop the other program, or set PORT to another port.`,
            )
          : new OperatorError(
              'PORT_UNUSABLE',
              `Port ${port} of ${host} cannot be opened: ${error.message}. Set PORT to another port, or HOST to another address.`,
            ),
      ),
    );
    server.listen(port, host, resolve);
  });
}

/** The address of the API, for people. */
export function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`;
}
