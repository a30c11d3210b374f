import type { Server } from 'node:http';
import type { Logger } from './logger.js';

/** What is under way gets this long: more than the longest statement may take. */
const SHUTDOWN_DEADLINE_MS = 15_000;

/**
 * On SIGTERM or SIGINT: takes no new connection, answers what is under way, then runs `close` and ends the process.
 * A second signal changes nothing: whoever has waited enough has SIGKILL.
 */
export function shutDownOnSignal(server: Server, close: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    logger.info(`${signal}: finishing what is under way`);
    await closeServer(server, logger);
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

async function closeServer(server: Server, logger: Logger): Promise<void> {
  // Answers on a kept-alive connection end it, so that it does not hold the server open.
  server.prependListener('request', (_, res) => res.setHeader('connection', 'close'));
  const deadline = setTimeout(() => {
    logger.warn(`Requests still under way after ${SHUTDOWN_DEADLINE_MS} ms are cut`);
    server.closeAllConnections();
  }, SHUTDOWN_DEADLINE_MS);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(deadline);
}
