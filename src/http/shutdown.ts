import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { Logger } from '../process/logger.js';

/** What is under way gets this long: more than the longest statement and transaction may take. */
const SHUTDOWN_DEADLINE_MS = 15_000;
/** Exit code of a process that cut what was under way. */
const CUT = 1;

/**
 * On SIGTERM or SIGINT: aborts `stopping`, takes no new connection, answers what is under way, then runs `close`
 * and lets the process end. A second signal changes nothing: whoever has waited enough has SIGKILL.
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
    // Whoever reads this finds the port closed.
    logger.info(`${signal}: finishing what is under way`);
    // It does not keep the process alive; whatever else does is cut.
    setTimeout(() => {
      logger.error(`Not stopped after ${deadlineMs} ms: what is still under way is cut`);
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
 * Node's own `server.close()` cuts an answer that is written but not yet sent, waits seconds for a connection that
 * is kept alive after its answer, and minutes for one that has never sent anything. Hence a list of our own.
 *
 * @returns a function that closes the server; it settles when all that was under way is answered
 */
function prepareToFinish(server: Server): () => Promise<void> {
  const underWay = new Map<Socket, Set<ServerResponse>>();
  let finishing = false;
  const endIdle = () => {
    if (!finishing || [...underWay.values()].some(({ size }) => size > 0)) return;
    // Once each: it is called for every connection that closes, and each time would add a listener to all others.
    for (const socket of underWay.keys()) if (!socket.writableEnded) socket.destroySoon();
  };

  server.on('connection', (socket: Socket) => {
    underWay.set(socket, new Set());
    socket.once('close', () => {
      underWay.delete(socket);
      endIdle();
    });
  });
  server.prependListener('request', ({ socket }, res) => {
    underWay.get(socket)?.add(res);
    if (finishing) closeAfter(res);
    res.once('close', () => {
      underWay.get(socket)?.delete(res);
      endIdle();
    });
  });

  return () =>
    new Promise((resolve) => {
      finishing = true;
      NetServer.prototype.close.call(server, () => resolve());
      for (const responses of underWay.values()) for (const res of responses) closeAfter(res);
      endIdle();
    });
}

/** Tells the caller not to send another request on this connection. */
function closeAfter(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('connection', 'close');
}
