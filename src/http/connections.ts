import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Limits how many connections a server has open. At the limit, a new connection takes the place of the one that has
 * waited longest for a request or for the rest of one, so that idle connections and slow bodies cannot keep probes out.
 * Nothing was done for such a request yet. If all others are being answered, the new one is closed.
 *
 * Node.js has `server.maxConnections`, which closes the new one in any case.
 */
export function limitConnections(server: Server, maxConnections: number): void {
  /** Each open connection with its last answer, the least recently used first. */
  const open = new Map<Socket, ServerResponse | null>();

  server.on('connection', (socket: Socket) => {
    open.set(socket, null);
    socket.once('close', () => open.delete(socket));
    if (open.size <= maxConnections) return;
    for (const [oldest, res] of open) {
      if (!isWaiting(res)) continue;
      // Not when it has closed, which takes a turn: several connections may arrive in one turn.
      open.delete(oldest);
      oldest.destroy();
      break;
    }
  });
  server.prependListener('request', ({ socket }, res) => {
    if (open.delete(socket)) open.set(socket, res);
  });
}

/** Whether a connection has no request, or one that is still arriving. */
const isWaiting = (res: ServerResponse | null): boolean =>
  res === null || res.writableFinished || !res.req.complete;
