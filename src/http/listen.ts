import { once } from 'node:events';
import type { Server } from 'node:http';
import { OperatorError } from '../process/operator-error.js';

/** Where a server listens. The port 0 is any free one. */
export interface Address {
  readonly port: number;
  readonly host: string;
}

/**
 * Opens the port.
 *
 * @param onFailure is told of a connection that the system could not hand over later. The server goes on.
 * @throws OperatorError PORT_IN_USE, PORT_UNUSABLE
 */
export async function listen(
  server: Server,
  { port, host }: Address,
  onFailure: (error: Error) => void,
): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'EADDRINUSE'
      ? new OperatorError(
          'PORT_IN_USE',
          `Port ${port} of ${host} is in use. Stop the other program, or set PORT to another port.`,
        )
      : new OperatorError(
          'PORT_UNUSABLE',
          `Port ${port} of ${host} cannot be opened: ${message}. Set PORT to another port, or HOST to another address.`,
        );
  }
  // Without a listener, the process would end.
  server.on('error', onFailure);
}

/** The address of the API, for people. */
export function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql`;
}
