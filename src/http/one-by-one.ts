import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Clients hardly ever send a request before the last is answered: browsers never do, and proxies and libraries send a
 * few at most. Each waiting request holds its head, up to 16 KB.
 */
export const MAX_WAITING_REQUESTS = 8;

/** The requests of one connection. */
interface Line {
  /** The last answer that was begun. */
  answer: ServerResponse;
  readonly waiting: [IncomingMessage, ServerResponse][];
}

/**
 * Takes the next request of a connection only once the answer before it has been written out. A client may send many
 * requests at once and read no answer (pipelining); Node.js hands all of them over, and would keep all answers. A
 * connection with more than `MAX_WAITING_REQUESTS` waiting requests is closed.
 *
 * A request that is taken at once costs a lookup. One that still waits when its connection closes is never taken.
 */
export function oneByOne(listener: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Line>();

  const take = (line: Line, req: IncomingMessage, res: ServerResponse) => {
    line.answer = res;
    if (line.waiting.length > 0) res.once('close', () => takeNext(line));
    listener(req, res);
  };
  const takeNext = (line: Line) => {
    const next = line.waiting.shift();
    if (next && !next[0].socket.destroyed) take(line, ...next);
  };

  return (req, res) => {
    const { socket } = req;
    const line = lines.get(socket);
    if (!line) {
      lines.set(socket, { answer: res, waiting: [] });
      return listener(req, res);
    }
    // Of a connection that is closed, the rest of a packet may still arrive.
    if (socket.destroyed) return undefined;
    const { answer, waiting } = line;
    if (answer.closed) return take(line, req, res);
    if (waiting.length === MAX_WAITING_REQUESTS) return void socket.destroy();
    waiting.push([req, res]);
    if (waiting.length === 1) answer.once('close', () => takeNext(line));
    return undefined;
  };
}
