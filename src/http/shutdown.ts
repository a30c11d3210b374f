import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { Logger } from '../process/logger.js';

/** Requests in flight get this long: more than the longest statement and transaction may take. */
const SHUTDOWN_DEADLINE_MS = 15_000;
/** Exit code of a process that cut requests in flight. */
const CUT = 1;

/**
 * On SIGTERM or SIGINT: aborts `stopping`, accepts no new connection, answers the requests in flight, then runs `close`
 * and lets the process end. A second signal changes nothing; an impatient operator has SIGKILL.
 */
export function shutDownOnSignal(
  server: Server,
  stopping: AbortController,
  close: () => Promise<void>,
  logger: Logger,
  deadlineMs = SHUTDOWN_DEADLINE_MS,
): void {
  const finish = prepareToFinish(server);
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    const finished = finish();
    // Logged after the port is closed, so that scripts can rely on the line.
    logger.info(`${signal}: finishing the requests in flight`);
    // The timer does not keep the process alive. Anything else that still does is cut.
    setTimeout(() => {
      logger.error(`Not stopped after ${deadlineMs} ms: the requests still in flight are cut`);
      process.exit(CUT);
    }, deadlineMs).unref();
    await finished;
    await close();
    logger.info('Stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      stop(signal).catch((error) => {
        logger.error({ err: error }, 'Stopping failed');
        process.exitCode = 1;
      });
    });
}

/**
 * Node's own `server.close()` cuts an answer that is written but not yet sent, waits seconds for a connection that is
 * kept alive, and minutes for a connection that never sent anything. Hence a list of our own.
 *
 * @returns a function that closes the server; it settles when all requests in flight are answered
 */
function prepareToFinish(server: Server): () => Promise<void> {
  const inFlight = new Map<Socket, Set<ServerResponse>>();
  let finishing = false;
  const endIdle = () => {
    if (!finishing || [...inFlight.values()].some(({ size }) => size > 0)) return;
    // Once for each socket: this runs for every connection that closes, and `destroySoon` adds a listener each time.
    for (const socket of inFlight.keys()) if (!socket.writableEnded) socket.destroySoon();
  };

  server.on('connection', (socket: Socket) => {
    inFlight.set(socket, new Set());
    socket.once('close', () => {
      inFlight.delete(socket);
      endIdle();
    });
  });
  server.prependListener('request', ({ socket }, res) => {
    inFlight.get(socket)?.add(res);
    if (finishing) closeAfter(res);
    res.once('close', () => {
      inFlight.get(socket)?.delete(res);
      endIdle();
    });
  });

  return () =>
    new Promise((resolve) => {
      finishing = true;
      NetServer.prototype.close.call(server, () => resolve());
      for (const responses of inFlight.values()) for (const res of responses) closeAfter(res);
      endIdle();
    });
}

/** Tells the client not to send another request on this connection. */
function closeAfter(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('connection', 'close');
}
