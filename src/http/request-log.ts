import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../process/logger.js';

/** From here on the fault is ours. */
const FIRST_SERVER_ERROR = 500;

/**
 * Writes one line for each request when it is answered, or its caller is gone. A query's variables can hold what must
 * not be kept: the address is logged without them.
 */
export function logWhenDone(
  logger: Logger,
  { method, path, requestId }: { readonly method: string; readonly path: string; readonly requestId: string },
  res: ServerResponse,
): void {
  const startedMs = performance.now();
  res.once('close', () => {
    const { statusCode } = res;
    const level = statusCode >= FIRST_SERVER_ERROR ? 'error' : 'info';
    if (!logger.isLevelEnabled(level)) return;
    const responseTime = Math.round(performance.now() - startedMs);
    const gone = res.writableEnded ? '' : ', and the caller was gone';
    logger[level](
      { reqId: requestId, req: { id: requestId, method, path }, res: { statusCode }, responseTime },
      `${method} ${path} ${statusCode}${gone}`,
    );
  });
}

/** The address of a request without its query. */
export const pathOf = ({ url = '/' }: Pick<IncomingMessage, 'url'>): string => url.split('?', 1)[0] ?? url;
